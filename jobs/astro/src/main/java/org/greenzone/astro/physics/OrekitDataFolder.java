package org.greenzone.astro.physics;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.orekit.data.DataProvidersManager;
import org.orekit.data.DirectoryCrawler;
import org.orekit.data.LazyLoadedDataContext;
import org.orekit.errors.OrekitException;
import org.orekit.forces.gravity.potential.NormalizedSphericalHarmonicsProvider;
import org.orekit.forces.gravity.potential.NormalizedSphericalHarmonicsProvider.NormalizedSphericalHarmonics;
import org.orekit.forces.gravity.potential.TideSystem;
import org.orekit.frames.EOPEntry;
import org.orekit.frames.EopDataType;
import org.orekit.models.earth.atmosphere.data.CssiSpaceWeatherData;
import org.orekit.models.earth.atmosphere.data.CssiSpaceWeatherDataLoader;
import org.orekit.models.earth.atmosphere.data.CssiSpaceWeatherDataLoader.LineParameters;
import org.orekit.time.AbsoluteDate;
import org.orekit.time.DateComponents;
import org.orekit.time.OffsetModel;
import org.orekit.time.TimeScale;
import org.orekit.time.TimeScales;
import org.orekit.utils.Constants;
import org.orekit.utils.IERSConventions;

/**
 * Reads a folder in the layout of orekit-data (files may be compressed): leap seconds, IERS finals2000A, a gravity field of
 * at least degree 70, CSSI space weather.
 */
final class OrekitDataFolder {
    private static final int DEGREE = 70;
    private static final int GRAVITY_YEAR = 2016;
    private static final int LEAP_SECONDS_SINCE = 1972;

    private final Path folder;
    private final LazyLoadedDataContext context;

    OrekitDataFolder(Path folder) {
        this.folder = folder;
        if (!Files.isDirectory(folder)) {
            throw new PhysicalDataException("no folder of physical data at " + folder
                    + ": name a folder with the content of orekit-data, or leave it out to use the built-in tables");
        }
        this.context = new LazyLoadedDataContext();
        DataProvidersManager providers = context.getDataProvidersManager();
        providers.clearProviders();
        part("files", () -> {
            providers.addProvider(new DirectoryCrawler(folder.toFile()));
            return folder;
        });
    }

    PhysicalData read() {
        TimeScales scales = context.getTimeScales();
        List<OffsetModel> offsets = part(
                "leap seconds (tai-utc.dat)", () -> leapSeconds(scales.getUTC().getBaseOffsets()));
        EarthOrientation orientation = part("Earth orientation (finals2000A.all)", this::earthOrientation);
        GravityField gravity = part("a gravity field of degree 70 (*.gfc)", () -> gravity(scales.getUTC()));
        SolarActivity activity =
                part("solar activity (SpaceWeather-All-v1.2.txt)", () -> solarActivity(scales.getUTC()));
        return new PhysicalData(toLeapSeconds(offsets), offsets, orientation, gravity, activity);
    }

    private <T> T part(String what, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (OrekitException e) {
            throw new PhysicalDataException(
                    "physical data in " + folder + ": " + what + " missing or broken (" + e.getMessage()
                            + "): complete the folder from orekit-data, or use the built-in tables",
                    e);
        }
    }

    private static List<OffsetModel> leapSeconds(Iterable<? extends OffsetModel> all) {
        List<OffsetModel> offsets = new ArrayList<>();
        for (OffsetModel offset : all) {
            if (offset.getStart().getYear() >= LEAP_SECONDS_SINCE) {
                offsets.add(offset);
            }
        }
        return offsets;
    }

    private static LeapSeconds toLeapSeconds(List<OffsetModel> offsets) {
        long[] start = new long[offsets.size()];
        int[] seconds = new int[start.length];
        for (int i = 0; i < start.length; i++) {
            long day = offsets.get(i).getStart().getJ2000Day() - DateComponents.JAVA_EPOCH.getJ2000Day();
            start[i] = day * 86_400_000_000L;
            seconds[i] = (int) Math.round(offsets.get(i).getOffset().toDouble());
        }
        return new LeapSeconds(start, seconds);
    }

    private EarthOrientation earthOrientation() {
        List<EarthOrientation.Day> days = new ArrayList<>();
        int predictedFrom = Integer.MAX_VALUE;
        double milliArcSecond = Constants.ARC_SECONDS_TO_RADIANS * 1e-3;
        for (EOPEntry entry : context.getFrames()
                .getEOPHistory(IERSConventions.IERS_2010, true)
                .getEntries()) {
            days.add(new EarthOrientation.Day(
                    entry.getMjd(),
                    entry.getX() / Constants.ARC_SECONDS_TO_RADIANS,
                    entry.getY() / Constants.ARC_SECONDS_TO_RADIANS,
                    entry.getUT1MinusUTC(),
                    finite(entry.getLOD()) * 1e3,
                    finite(entry.getDx()) / milliArcSecond,
                    finite(entry.getDy()) / milliArcSecond));
            if (entry.getEopDataType() == EopDataType.PREDICTED) {
                predictedFrom = Math.min(predictedFrom, entry.getMjd());
            }
        }
        return new EarthOrientation(
                days, Math.min(predictedFrom, days.get(days.size() - 1).mjd() + 1));
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : 0;
    }

    private GravityField gravity(TimeScale utc) {
        AbsoluteDate date = new AbsoluteDate(GRAVITY_YEAR, 1, 1, utc);
        NormalizedSphericalHarmonicsProvider provider =
                context.getGravityFields().getConstantNormalizedProvider(DEGREE, DEGREE, date);
        NormalizedSphericalHarmonics harmonics = provider.onDate(date);
        double[] cosine = new double[(DEGREE + 1) * (DEGREE + 2) / 2];
        double[] sine = new double[cosine.length];
        for (int n = 0; n <= DEGREE; n++) {
            for (int m = 0; m <= n; m++) {
                cosine[n * (n + 1) / 2 + m] = harmonics.getNormalizedCnm(n, m);
                sine[n * (n + 1) / 2 + m] = harmonics.getNormalizedSnm(n, m);
            }
        }
        if (provider.getTideSystem() == TideSystem.ZERO_TIDE) {
            // IERS Conventions 2010, section 6.2.2: the permanent tide with the Love number 0.30190
            cosine[3] -= 4.4228e-8 * -0.31460 * 0.30190;
        }
        return new GravityField(provider.getMu(), provider.getAe(), DEGREE, cosine, sine);
    }

    private SolarActivity solarActivity(TimeScale utc) {
        CssiSpaceWeatherDataLoader loader = new CssiSpaceWeatherDataLoader(utc);
        if (!context.getDataProvidersManager().feed(CssiSpaceWeatherData.DEFAULT_SUPPORTED_NAMES, loader)) {
            throw new PhysicalDataException("physical data in " + folder
                    + ": solar activity (SpaceWeather-All-v1.2.txt) missing: complete the folder from orekit-data,"
                    + " or use the built-in tables");
        }
        List<LineParameters> lines = new ArrayList<>(loader.getDataSet());
        Collections.sort(lines, (a, b) -> a.getDate().compareTo(b.getDate()));
        int first = mjd(lines.get(0), utc);
        int count = mjd(lines.get(lines.size() - 1), utc) - first + 1;
        int observed = loader.getLastObservedDate().getComponents(utc).getDate().getMJD() + 1;
        double[] flux = new double[count];
        double[] mean = new double[count];
        double[] daily = new double[count];
        double[] threeHourly = new double[count * SolarActivity.INTERVALS];
        int at = 0;
        for (int day = first; day < first + count; day++) {
            while (at + 1 < lines.size() && mjd(lines.get(at + 1), utc) <= day) {
                at++;
            }
            LineParameters before = lines.get(at);
            LineParameters after = lines.get(Math.min(at + 1, lines.size() - 1));
            int gap = mjd(after, utc) - mjd(before, utc);
            double weight = gap == 0 ? 0 : (day - mjd(before, utc)) / (double) gap;
            int i = day - first;
            flux[i] = before.getF107Obs() + weight * (after.getF107Obs() - before.getF107Obs());
            mean[i] = before.getCtr81Obs() + weight * (after.getCtr81Obs() - before.getCtr81Obs());
            daily[i] = before.getApAvg();
            for (int k = 0; k < SolarActivity.INTERVALS; k++) {
                threeHourly[i * SolarActivity.INTERVALS + k] = day < observed ? before.getThreeHourlyAp(k) : daily[i];
            }
        }
        return new SolarActivity(first, observed, flux, mean, daily, threeHourly);
    }

    private static int mjd(LineParameters line, TimeScale utc) {
        return line.getDate().getComponents(utc).getDate().getMJD();
    }
}
