package org.greenzone.cli.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.EphemerisOrbits;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.CommonOptions;
import org.greenzone.formats.oem.OemEphemeris;
import org.greenzone.pipeline.JobOptions;

/**
 * Priors out of ephemerides: of each the orbit that it tells before the first track after it began, and early enough for that track
 * to know it. What an ephemeris says of later times is not used: it may have been made with what came then.
 */
final class EphemerisSeeds {
    /** A prior rests on this much of an ephemeris, where the tracks leave it the time. */
    private static final long WANTED_MICROS = 6 * 3_600_000_000L;

    private static final double HARD_BODY_METRES = 1;

    private final CommonOptions common;
    private final PhysicalData physics;

    EphemerisSeeds(CommonOptions common, PhysicalData physics) {
        this.common = common;
        this.physics = physics;
    }

    /**
     * Fits an orbit to each ephemeris; those that give none are said.
     *
     * @param tracks by their ends
     * @param hardBodyRadii radii by object id, where they are known
     */
    List<CatalogueOrbit> before(
            List<Track> tracks, List<GivenEphemeris> ephemerides, Map<String, Double> hardBodyRadii) {
        EphemerisOrbits orbits = new EphemerisOrbits(physics, new OrbitPropagator(physics, ForceModel.STANDARD));
        List<CatalogueOrbit> seeds = new ArrayList<>();
        for (GivenEphemeris given : ephemerides) {
            OemEphemeris ephemeris = given.ephemeris();
            for (OemEphemeris.Segment segment : ephemeris.segments()) {
                OptionalLong until = until(tracks, segment);
                if (until.isEmpty()) {
                    continue;
                }
                EphemerisOrbits.Result result = orbits.fit(
                        positions(given, segment, until.getAsLong()),
                        until.getAsLong(),
                        hardBodyRadii.getOrDefault(ephemeris.objectId(), HARD_BODY_METRES));
                if (result instanceof EphemerisOrbits.Result.Fitted fitted) {
                    seeds.add(fitted.orbit());
                } else if (result instanceof EphemerisOrbits.Result.Unusable unusable) {
                    common.note("no prior from the " + unusable.reason());
                }
            }
        }
        return seeds;
    }

    /**
     * Before the first track that leaves the wanted arc, else before the last one that starts after the ephemeris; empty where
     * none does.
     */
    private static OptionalLong until(List<Track> tracks, OemEphemeris.Segment segment) {
        long lead = JobOptions.DEFAULT.lagMicros() + 2 * JobOptions.DEFAULT.windowMicros();
        OptionalLong last = OptionalLong.empty();
        for (long start : tracks.stream().mapToLong(Track::startMicros).sorted().toArray()) {
            if (start - lead > segment.usableFromMicros()) {
                last = OptionalLong.of(start - lead);
                if (start - lead >= segment.usableFromMicros() + WANTED_MICROS) {
                    return last;
                }
            }
        }
        return last;
    }

    private static EphemerisOrbits.Positions positions(
            GivenEphemeris given, OemEphemeris.Segment segment, long untilMicros) {
        List<Long> micros = new ArrayList<>();
        List<double[]> states = new ArrayList<>();
        for (int i = 0; i < segment.micros().length; i++) {
            long at = segment.micros()[i];
            if (at >= segment.usableFromMicros() && at <= Math.min(untilMicros, segment.usableToMicros())) {
                micros.add(at);
                states.add(segment.statesGcrf()[i]);
            }
        }
        double sigma = segment.covariances().stream()
                .filter(covariance -> covariance.epochMicros() <= untilMicros)
                .reduce((earlier, later) -> later)
                .map(c -> Math.sqrt((c.rtn()[0] + c.rtn()[2] + c.rtn()[5]) / 3))
                .filter(metres -> metres > 0)
                .orElse(given.sigmaMetres());
        OemEphemeris ephemeris = given.ephemeris();
        return new EphemerisOrbits.Positions(
                ephemeris.objectId(),
                ephemeris.objectName(),
                ephemeris.internationalDesignator(),
                micros.stream().mapToLong(Long::longValue).toArray(),
                states.toArray(new double[0][]),
                sigma);
    }
}
