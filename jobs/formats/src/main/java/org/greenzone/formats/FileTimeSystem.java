package org.greenzone.formats;

import java.util.Locale;
import org.greenzone.astro.physics.PhysicalData;
import org.orekit.time.AbsoluteDate;
import org.orekit.time.DateComponents;
import org.orekit.time.TimeComponents;
import org.orekit.time.TimeOffset;
import org.orekit.time.TimeScale;
import org.orekit.time.TimeScales;
import org.orekit.utils.IERSConventions;

/** The time system that a message names (TIME_SYSTEM), and its way to UTC. Not thread-safe. */
public final class FileTimeSystem {
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int MODIFIED_JULIAN_1970 = 40587;

    private final PhysicalData physics;
    private final TimeScale scale;
    private final boolean utc;

    private FileTimeSystem(PhysicalData physics, TimeScale scale, boolean utc) {
        this.physics = physics;
        this.scale = scale;
        this.utc = utc;
    }

    public static FileTimeSystem utc(PhysicalData physics) {
        return new FileTimeSystem(physics, physics.utc(), true);
    }

    /** The system of this name; the registry of CCSDS (SANA, time systems) has the names. */
    public static FileTimeSystem named(String name, PhysicalData physics) throws BadValueException {
        TimeScales scales = physics.dataContext().getTimeScales();
        TimeScale scale = switch (name.strip().toUpperCase(Locale.ROOT)) {
            case "UTC" -> scales.getUTC();
            case "TAI" -> scales.getTAI();
            case "GPS" -> scales.getGPS();
            case "TT" -> scales.getTT();
            case "UT1" -> scales.getUT1(IERSConventions.IERS_2010, false);
            case "TDB" -> scales.getTDB();
            case "TCB" -> scales.getTCB();
            case "TCG" -> scales.getTCG();
            case "GST" -> scales.getGST();
            case "BDT" -> scales.getBDT();
            default ->
                throw new BadValueException("'" + Values.shown(name)
                        + "' is not a time system that is read; use UTC, TAI, GPS, TT, UT1, TDB, TCG, TCB, GST or BDT");
        };
        return new FileTimeSystem(physics, scale, scale == scales.getUTC());
    }

    /** UTC nanoseconds since 1970 of a time in this system; systems other than UTC are rounded to microseconds. */
    public long utcNanos(String text) throws BadValueException {
        long nanos = UtcText.nanos(text);
        if (utc) {
            return nanos;
        }
        long ofDay = Math.floorMod(nanos, NANOS_PER_DAY);
        DateComponents day = new DateComponents(
                DateComponents.MODIFIED_JULIAN_EPOCH, MODIFIED_JULIAN_1970 + (int) Math.floorDiv(nanos, NANOS_PER_DAY));
        TimeComponents clock = new TimeComponents(
                new TimeOffset(ofDay / NANOS_PER_SECOND, (ofDay % NANOS_PER_SECOND) * NANOS_PER_SECOND));
        return physics.micros(new AbsoluteDate(day, clock, scale)) * 1000;
    }

    /** UTC microseconds since 1970 of a time in this system. */
    public long utcMicros(String text) throws BadValueException {
        return UtcText.nanosToMicros(utcNanos(text));
    }
}
