package org.greenzone.cli.determine;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.RtnFrame;
import org.greenzone.cli.JsonLine;
import org.greenzone.cli.Times;
import org.greenzone.cli.event.EventText;
import org.greenzone.formats.oem.OemEphemeris;
import org.greenzone.formats.oem.OemWriter;
import org.jspecify.annotations.Nullable;

/** Orbits as text, JSON lines or OEM. */
final class OrbitPrinter {
    enum Format {
        TEXT,
        JSONL,
        OEM
    }

    private static final int CDM_ELEMENTS = 21;
    private static final int CHAINS = 4;
    /** An OEM reaches a day ahead, a state each minute. */
    private static final int OEM_STATES = 1441;

    private static final long OEM_STEP_MICROS = 60_000_000L;

    private final PrintWriter out;
    private final PhysicalData physics;
    private final Format format;
    private final OrbitPrediction prediction;

    OrbitPrinter(PrintWriter out, PhysicalData physics, Format format) {
        this.out = out;
        this.physics = physics;
        this.format = format;
        this.prediction =
                new OrbitPrediction(new OrbitPropagator(physics, ForceModel.STANDARD), physics.leapSeconds(), CHAINS);
    }

    /**
     * Prints an orbit.
     *
     * @param prior the orbit that stood before its tracks; null where it is a new object
     */
    void print(CatalogueOrbit orbit, @Nullable CatalogueOrbit prior) {
        switch (format) {
            case TEXT -> text(orbit, prior);
            case JSONL -> json(orbit, prior);
            case OEM -> out.print(OemWriter.kvn(ephemeris(orbit)));
        }
    }

    private void json(CatalogueOrbit orbit, @Nullable CatalogueOrbit prior) {
        JsonLine line = new JsonLine()
                .add("objectId", orbit.objectId())
                .add("objectName", orbit.objectName())
                .add("orbitId", orbit.orbitId())
                .addTime("epoch", orbit.epochMicros())
                .add("positionGcrfMetres", Arrays.copyOfRange(orbit.stateGcrf(), 0, 3))
                .add("velocityGcrfMetresPerSecond", Arrays.copyOfRange(orbit.stateGcrf(), 3, 6))
                .add("covarianceRtn", Arrays.copyOf(orbit.covarianceRtn(), CDM_ELEMENTS))
                .add("ballisticCoefficientSquareMetresPerKilogram", orbit.ballisticCoefficient())
                .add("radiationCoefficientSquareMetresPerKilogram", orbit.radiationCoefficient())
                .add("source", orbit.source().name())
                .add("tracksUsed", orbit.tracksUsed())
                .add("measurementsUsed", orbit.measurementsUsed())
                .add("measurementsRejected", orbit.measurementsRejected())
                .add("weightedRms", orbit.weightedRms())
                .add("rmsByKind", new TreeMap<>(orbit.rmsByKind()));
        double[] moved = movedRtn(orbit, prior);
        if (moved.length == 0) {
            line.addNull("movedRtnMetres");
        } else {
            line.add("movedRtnMetres", moved);
        }
        out.println(line.add("restsOn", orbit.restsOn()).end());
    }

    private void text(CatalogueOrbit orbit, @Nullable CatalogueOrbit prior) {
        double[] s = orbit.stateGcrf();
        double[] c = orbit.covarianceRtn();
        out.println(orbit.objectId() + (orbit.objectName().isEmpty() ? "" : " " + orbit.objectName()) + " at "
                + Times.iso(orbit.epochMicros()) + " (GCRF)");
        out.printf(Locale.ROOT, "  position  %16.3f %16.3f %16.3f m%n", s[0], s[1], s[2]);
        out.printf(Locale.ROOT, "  velocity  %16.6f %16.6f %16.6f m/s%n", s[3], s[4], s[5]);
        out.printf(
                Locale.ROOT,
                "  sigma     R %s, T %s, N %s; %.4f, %.4f, %.4f m/s%n",
                EventText.metres(Math.sqrt(c[0])),
                EventText.metres(Math.sqrt(c[2])),
                EventText.metres(Math.sqrt(c[5])),
                Math.sqrt(c[9]),
                Math.sqrt(c[14]),
                Math.sqrt(c[20]));
        out.printf(
                Locale.ROOT,
                "  from %d tracks, %d measurements used, %d rejected, weighted rms %.3f%n",
                orbit.tracksUsed(),
                orbit.measurementsUsed(),
                orbit.measurementsRejected(),
                orbit.weightedRms());
        for (Map.Entry<String, Double> kind : new TreeMap<>(orbit.rmsByKind()).entrySet()) {
            out.println("  rms of " + kind.getKey() + " " + inUnits(kind.getKey(), kind.getValue()));
        }
        double[] moved = movedRtn(orbit, prior);
        if (moved.length > 0) {
            out.printf(
                    Locale.ROOT,
                    "  moved against the prior: R %+.1f m, T %+.1f m, N %+.1f m%n",
                    moved[0],
                    moved[1],
                    moved[2]);
        } else {
            out.println("  a new object: no catalogued orbit matches");
        }
    }

    private static String inUnits(String kind, double value) {
        return switch (kind) {
            case "range" -> String.format(Locale.ROOT, "%.2f m", value);
            case "rangeRate" -> String.format(Locale.ROOT, "%.3f m/s", value);
            default -> String.format(Locale.ROOT, "%.5f deg", Math.toDegrees(value));
        };
    }

    /** New minus prior at the epoch of the new one, in its RTN frame; empty where there is no prior. */
    private double[] movedRtn(CatalogueOrbit orbit, @Nullable CatalogueOrbit prior) {
        double[] before = new double[6];
        if (prior == null || !prediction.state(prior, orbit.epochMicros(), before)) {
            return new double[0];
        }
        double[] difference = new double[3];
        for (int i = 0; i < 3; i++) {
            difference[i] = orbit.stateGcrf()[i] - before[i];
        }
        return RtnFrame.vectorToRtn(difference, before);
    }

    private OemEphemeris ephemeris(CatalogueOrbit orbit) {
        long[] micros = new long[OEM_STATES];
        double[][] states = new double[OEM_STATES][6];
        int count = 0;
        for (int i = 0; i < OEM_STATES; i++) {
            long at = orbit.epochMicros() + i * OEM_STEP_MICROS;
            if (!prediction.state(orbit, at, states[i])) {
                break;
            }
            micros[i] = at;
            count++;
        }
        OemEphemeris.Segment segment = new OemEphemeris.Segment(
                Arrays.copyOf(micros, count),
                Arrays.copyOf(states, count),
                micros[0],
                micros[count - 1],
                List.of(new OemEphemeris.Covariance(
                        orbit.epochMicros(), Arrays.copyOf(orbit.covarianceRtn(), CDM_ELEMENTS))),
                physics.warnings(micros[0], micros[count - 1]));
        String id = orbit.internationalDesignator().isEmpty() ? orbit.objectId() : orbit.internationalDesignator();
        return new OemEphemeris(
                id,
                orbit.internationalDesignator(),
                orbit.objectName(),
                "GREENZONE",
                orbit.availableMicros(),
                List.of(segment));
    }
}
