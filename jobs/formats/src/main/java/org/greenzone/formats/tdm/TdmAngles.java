package org.greenzone.formats.tdm;

import java.util.Locale;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.FileFrame;
import org.greenzone.formats.Values;
import org.hipparchus.geometry.euclidean.threed.Vector3D;

/**
 * The angle pairs of a segment (ANGLE_TYPE), in radians as Greenzone has them: azimuth and elevation, or right ascension
 * and declination in GCRF. X-Y mounts: tan X is east (XEYN) or south (XSYE) over up, sin Y north or east.
 */
final class TdmAngles {
    enum Type {
        AZEL,
        RADEC,
        XEYN,
        XSYE
    }

    private final Type type;
    private final FileFrame frame;

    private TdmAngles(Type type, FileFrame frame) {
        this.type = type;
        this.frame = frame;
    }

    /** The type by its name, with the frame that RADEC needs. */
    static TdmAngles of(String angleType, String referenceFrame, PhysicalData physics) throws BadValueException {
        Type type = switch (angleType.strip().toUpperCase(Locale.ROOT)) {
            case "AZEL" -> Type.AZEL;
            case "RADEC" -> Type.RADEC;
            case "XEYN" -> Type.XEYN;
            case "XSYE" -> Type.XSYE;
            case "" -> throw new BadValueException("is missing, so the angles cannot be read; add it");
            default ->
                throw new BadValueException(
                        "'" + Values.shown(angleType) + "' is not read; use AZEL, RADEC, XEYN or XSYE");
        };
        return new TdmAngles(type, type == Type.RADEC ? frame(referenceFrame, physics) : FileFrame.gcrf(physics));
    }

    /** Of a segment without angles. */
    static TdmAngles none(PhysicalData physics) {
        return new TdmAngles(Type.AZEL, FileFrame.gcrf(physics));
    }

    private static FileFrame frame(String name, PhysicalData physics) throws BadValueException {
        if (name.isBlank()) {
            throw new BadValueException("is missing, so right ascensions cannot be read; add EME2000 or ICRF");
        }
        FileFrame frame = FileFrame.named(name, physics);
        if (frame.isTurning()) {
            throw new BadValueException(
                    "'" + Values.shown(name) + "' turns with the Earth; right ascensions need EME2000 or ICRF");
        }
        return frame;
    }

    boolean isRightAscension() {
        return type == Type.RADEC;
    }

    /** Azimuth (0 to 2 pi) and elevation, or right ascension (0 to 2 pi) and declination in GCRF, from degrees. */
    double[] convert(double angle1Degrees, double angle2Degrees, long utcMicros) {
        double first = Math.toRadians(angle1Degrees);
        double second = Math.toRadians(angle2Degrees);
        return switch (type) {
            case AZEL -> azimuthElevation(first, second);
            case RADEC -> rightAscension(first, second, utcMicros);
            case XEYN -> {
                double east = Math.sin(first) * Math.cos(second);
                double up = Math.cos(first) * Math.cos(second);
                yield new double[] {positive(Math.atan2(east, Math.sin(second))), Math.asin(up)};
            }
            case XSYE -> {
                double north = -Math.sin(first) * Math.cos(second);
                double up = Math.cos(first) * Math.cos(second);
                yield new double[] {positive(Math.atan2(Math.sin(second), north)), Math.asin(up)};
            }
        };
    }

    /** A mount that has turned over the zenith has more than 90 degrees of elevation. */
    private static double[] azimuthElevation(double azimuth, double elevation) {
        return Math.abs(elevation) <= Math.PI / 2
                ? new double[] {positive(azimuth), elevation}
                : new double[] {positive(azimuth + Math.PI), Math.copySign(Math.PI, elevation) - elevation};
    }

    private double[] rightAscension(double rightAscension, double declination, long utcMicros) {
        Vector3D inGcrf = frame.directionToGcrf(new Vector3D(rightAscension, declination), utcMicros);
        return new double[] {positive(inGcrf.getAlpha()), inGcrf.getDelta()};
    }

    private static double positive(double angle) {
        double turn = 2 * Math.PI;
        double remainder = angle % turn;
        return remainder < 0 ? remainder + turn : remainder;
    }
}
