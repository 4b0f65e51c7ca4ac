package org.greenzone.astro.conjunction;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.physics.PhysicalData;
import org.orekit.propagation.analytical.tle.TLE;

/** Element sets of a file of two-line elements, by Orekit's reader. */
public final class TleFile {
    private TleFile() {}

    public static List<ElementSet> read(Path file, PhysicalData physics) throws IOException {
        List<ElementSet> sets = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                file.toString().endsWith(".gz")
                        ? new GZIPInputStream(Files.newInputStream(file))
                        : Files.newInputStream(file),
                StandardCharsets.UTF_8))) {
            String first = "";
            String line;
            while ((line = reader.readLine()) != null) {
                if (line.startsWith("1 ")) {
                    first = line;
                } else if (line.startsWith("2 ")) {
                    sets.add(set(first, line, physics));
                }
            }
        }
        return sets;
    }

    public static ElementSet set(String line1, String line2, PhysicalData physics) {
        TLE tle = new TLE(line1, line2, physics.utc());
        return new ElementSet(
                Integer.toString(tle.getSatelliteNumber()),
                "",
                "",
                physics.micros(tle.getDate()),
                tle.getMeanMotion(),
                tle.getMeanMotionFirstDerivative(),
                tle.getMeanMotionSecondDerivative(),
                tle.getE(),
                tle.getI(),
                tle.getRaan(),
                tle.getPerigeeArgument(),
                tle.getMeanAnomaly(),
                tle.getBStar(),
                tle.getEphemerisType(),
                tle.getElementNumber(),
                tle.getRevolutionNumberAtEpoch());
    }
}
