package org.greenzone.cli.input;

import org.greenzone.formats.FileFormat;
import org.greenzone.formats.oem.OemEphemeris;

/**
 * An ephemeris with the accuracy of its kind.
 *
 * @param sigmaMetres one sigma of a position on each axis
 */
public record GivenEphemeris(OemEphemeris ephemeris, double sigmaMetres) {
    /** Precise orbits of laser and DORIS satellites agree between centres to some centimetres. */
    private static final double SP3_METRES = 0.1;
    /** Predictions of laser satellites: decimetres for LAGEOS, metres along the track in low orbits. */
    private static final double CPF_METRES = 2;
    /** An owner's ephemeris within its arc. */
    private static final double OEM_METRES = 10;

    /** What a position of a file is worth that says nothing of it, one sigma on each axis. */
    public static double usualSigmaMetres(FileFormat format) {
        return format == FileFormat.SP3 ? SP3_METRES : format == FileFormat.CPF ? CPF_METRES : OEM_METRES;
    }
}
