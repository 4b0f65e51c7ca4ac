package org.greenzone.astro.physics;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.orekit.bodies.CelestialBodies;
import org.orekit.data.DataContext;
import org.orekit.forces.gravity.potential.GravityFields;
import org.orekit.frames.EOPEntry;
import org.orekit.frames.EOPHistory;
import org.orekit.frames.Frame;
import org.orekit.frames.Frames;
import org.orekit.frames.ITRFVersion;
import org.orekit.models.earth.GeoMagneticFields;
import org.orekit.time.AbsoluteDate;
import org.orekit.time.DateComponents;
import org.orekit.time.OffsetModel;
import org.orekit.time.TimeOffset;
import org.orekit.time.TimeScale;
import org.orekit.time.TimeScales;
import org.orekit.time.TimeVectorFunction;
import org.orekit.utils.Constants;
import org.orekit.utils.IERSConventions;

/**
 * What is known about the Earth and the Sun: leap seconds, Earth orientation, gravity field and solar activity, and the
 * time scales and frames that stand on them.
 *
 * <p>Immutable and thread-safe. Nothing here reads Orekit's default data context.
 */
public final class PhysicalData {
    private static final int MJD_1970 = 40587;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    /** A leap second is put in before UT1 and UTC are this far apart. */
    private static final double GREATEST_UT1_SECONDS = 0.9;

    private static final double EQUATOR_METRES_PER_SECOND = 465.1;

    /** IERS Bulletin A: the error of a predicted UT1-UTC after D days is 0.00025 D^0.75 seconds. */
    private static final double PREDICTION_SECONDS = 0.00025;

    private static final double PREDICTION_EXPONENT = 0.75;

    /** What drag moves an object of 0.01 m2/kg in a day of F10.7 = 80, as the propagation benchmark measures it. */
    private static final double DRAG_AT_415_KM_METRES = 2_246;

    private static final double DRAG_AT_480_KM_METRES = 528;
    private static final long ATTOS_PER_MICRO = 1_000_000_000_000L;

    private final LeapSeconds leapSeconds;
    private final EarthOrientation earthOrientation;
    private final GravityField gravity;
    private final SolarActivity solarActivity;
    private final DataContext dataContext;
    private final AbsoluteDate taiEpoch1970;
    private final Thermosphere thermosphere;

    private volatile @Nullable TimeVectorFunction celestialPole;
    private volatile @Nullable EOPHistory orientation;

    PhysicalData(
            LeapSeconds leapSeconds,
            List<OffsetModel> offsets,
            EarthOrientation earthOrientation,
            GravityField gravity,
            SolarActivity solarActivity) {
        this.leapSeconds = leapSeconds;
        this.earthOrientation = earthOrientation;
        this.gravity = gravity;
        this.solarActivity = solarActivity;
        TimeScales timeScales =
                TimeScales.of(offsets, (conventions, scales) -> entries(earthOrientation, scales.getUTC()));
        this.dataContext = new TableContext(timeScales, Frames.of(timeScales, Frame::getRoot));
        this.taiEpoch1970 = new AbsoluteDate(1970, 1, 1, timeScales.getTAI());
        this.thermosphere = new Thermosphere(this);
    }

    /**
     * The tables that ship with the product. One constant for all who ask, so that the operators of one process share the
     * grid of air density instead of filling one each.
     */
    public static PhysicalData builtIn() {
        return BuiltIn.DATA;
    }

    /** Made when it is first asked for. */
    private static final class BuiltIn {
        private static final PhysicalData DATA = ofTables(BuiltInTables.leapSeconds());

        private static PhysicalData ofTables(LeapSeconds leapSeconds) {
            return new PhysicalData(
                    leapSeconds,
                    leapSeconds.offsetModels(),
                    BuiltInTables.earthOrientation(),
                    BuiltInTables.gravity(),
                    BuiltInTables.solarActivity());
        }
    }

    /**
     * A folder in the layout of orekit-data.
     *
     * @throws PhysicalDataException where the folder or a part of it is missing or cannot be read
     */
    public static PhysicalData fromOrekitData(Path folder) {
        return new OrekitDataFolder(folder).read();
    }

    public LeapSeconds leapSeconds() {
        return leapSeconds;
    }

    public GravityField gravity() {
        return gravity;
    }

    public SolarActivity solarActivity() {
        return solarActivity;
    }

    /** Density of the upper atmosphere; one grid for everyone who holds this data. */
    public Thermosphere thermosphere() {
        return thermosphere;
    }

    /** Orekit's view of this data, for its parsers; has time scales and frames only. */
    public DataContext dataContext() {
        return dataContext;
    }

    public TimeScale utc() {
        return dataContext.getTimeScales().getUTC();
    }

    public Frame gcrf() {
        return dataContext.getFrames().getGCRF();
    }

    /** ITRF, IERS 2010 conventions, CIO based, sub-daily tides of the Earth's rotation included. */
    public Frame itrf() {
        return dataContext.getFrames().getITRF(IERSConventions.IERS_2010, false);
    }

    public Frame teme() {
        return dataContext.getFrames().getTEME();
    }

    public Frame eme2000() {
        return dataContext.getFrames().getEME2000();
    }

    /** Orekit's date of an instant in UTC microseconds since 1970. */
    public AbsoluteDate date(long utcMicros) {
        return dateOfTaiMicros(leapSeconds.toTaiMicros(utcMicros));
    }

    /** X, Y and s + X Y / 2 of the celestial intermediate pole; its series are read when first asked for. */
    TimeVectorFunction celestialPole() {
        TimeVectorFunction known = celestialPole;
        if (known == null) {
            known = IERSConventions.IERS_2010.getXYSpXY2Function(dataContext.getTimeScales());
            celestialPole = known;
        }
        return known;
    }

    /** Earth orientation with the sub-daily tides, free of caches that remember earlier questions. */
    EOPHistory orientation() {
        EOPHistory known = orientation;
        if (known == null) {
            known = dataContext
                    .getFrames()
                    .getEOPHistory(IERSConventions.IERS_2010, false)
                    .getEOPHistoryWithoutCachedTidalCorrection();
            orientation = known;
        }
        return known;
    }

    AbsoluteDate dateOfTaiMicros(long tai) {
        return new AbsoluteDate(
                taiEpoch1970,
                new TimeOffset(Math.floorDiv(tai, 1_000_000L), Math.floorMod(tai, 1_000_000L) * ATTOS_PER_MICRO));
    }

    /** The instant of Orekit's date, to the nearest microsecond. */
    public long micros(AbsoluteDate date) {
        TimeOffset offset = date.accurateDurationFrom(taiEpoch1970);
        long micros = Math.floorDiv(offset.getAttoSeconds() + ATTOS_PER_MICRO / 2, ATTOS_PER_MICRO);
        return leapSeconds.fromTaiMicros(offset.getSeconds() * 1_000_000L + micros);
    }

    /**
     * What this data lacks between two instants and how many metres that costs.
     *
     * @return one sentence each; empty where everything is known
     */
    public List<String> warnings(long fromUtcMicros, long toUtcMicros) {
        List<String> warnings = new ArrayList<>();
        int from = mjd(fromUtcMicros);
        int to = mjd(toUtcMicros);
        if (from < earthOrientation.firstMjd() || to > earthOrientation.lastMjd()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "no Earth orientation outside %s to %s: UT1 is taken as UTC, sites stand up to %.0f m wrong in longitude"
                            + " (equator); use a newer folder of orekit-data",
                    day(earthOrientation.firstMjd()),
                    day(earthOrientation.lastMjd()),
                    GREATEST_UT1_SECONDS * EQUATOR_METRES_PER_SECOND));
        } else if (to >= earthOrientation.predictedFromMjd()) {
            double ahead = to - earthOrientation.predictedFromMjd() + 1;
            warnings.add(String.format(
                    Locale.ROOT,
                    "Earth orientation from %s on is a prediction: sites may stand %.1f m wrong in longitude (equator)",
                    day(earthOrientation.predictedFromMjd()),
                    PREDICTION_SECONDS * Math.pow(ahead, PREDICTION_EXPONENT) * EQUATOR_METRES_PER_SECOND));
        }
        if (from < solarActivity.firstMjd() || to > solarActivity.lastMjd()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "no solar activity outside %s to %s: a mean one is used, the air may be thinner or denser by a factor of"
                            + " three: %.0f m along track after a day at 480 km, %.0f m at 415 km (Cd A/m 0.01 m2/kg)",
                    day(solarActivity.firstMjd()),
                    day(solarActivity.lastMjd()),
                    2 * DRAG_AT_480_KM_METRES,
                    2 * DRAG_AT_415_KM_METRES));
        } else if (to >= solarActivity.predictedFromMjd()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "solar activity from %s on is a prediction, the air may be thinner or denser by half: %.0f m along track"
                            + " after a day at 480 km, %.0f m at 415 km (Cd A/m 0.01 m2/kg)",
                    day(solarActivity.predictedFromMjd()),
                    DRAG_AT_480_KM_METRES / 2,
                    DRAG_AT_415_KM_METRES / 2));
        }
        return warnings;
    }

    static int mjd(long utcMicros) {
        return MJD_1970 + (int) Math.floorDiv(utcMicros, MICROS_PER_DAY);
    }

    private static String day(int mjd) {
        return LocalDate.ofEpochDay(mjd - MJD_1970).toString();
    }

    private static List<EOPEntry> entries(EarthOrientation orientation, TimeScale utc) {
        double milliArcSeconds = Constants.ARC_SECONDS_TO_RADIANS * 1e-3;
        List<EOPEntry> entries = new ArrayList<>();
        for (EarthOrientation.Day day : orientation.days()) {
            entries.add(new EOPEntry(
                    day.mjd(),
                    day.ut1MinusUtcSeconds(),
                    day.lengthOfDayMilliseconds() * 1e-3,
                    day.xArcSeconds() * Constants.ARC_SECONDS_TO_RADIANS,
                    day.yArcSeconds() * Constants.ARC_SECONDS_TO_RADIANS,
                    Double.NaN,
                    Double.NaN,
                    0,
                    0,
                    day.dxMilliArcSeconds() * milliArcSeconds,
                    day.dyMilliArcSeconds() * milliArcSeconds,
                    ITRFVersion.ITRF_2014,
                    new AbsoluteDate(new DateComponents(DateComponents.MODIFIED_JULIAN_EPOCH, day.mjd()), utc)));
        }
        return entries;
    }

    private record TableContext(TimeScales timeScales, Frames frames) implements DataContext {
        @Override
        public TimeScales getTimeScales() {
            return timeScales;
        }

        @Override
        public Frames getFrames() {
            return frames;
        }

        @Override
        public CelestialBodies getCelestialBodies() {
            throw new PhysicalDataException("planetary ephemerides are not part of the physical data");
        }

        @Override
        public GravityFields getGravityFields() {
            throw new PhysicalDataException("the gravity field is read by PhysicalData.gravity()");
        }

        @Override
        public GeoMagneticFields getGeoMagneticFields() {
            throw new PhysicalDataException("the magnetic field is not part of the physical data");
        }
    }
}
