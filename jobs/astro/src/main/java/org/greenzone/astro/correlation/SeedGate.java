package org.greenzone.astro.correlation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.CoarseOrbit;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.catalogue.ElementSetOrbits;
import org.greenzone.astro.catalogue.Sgp4Ephemeris;
import org.greenzone.astro.correlation.CatalogueSnapshot.Entry;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.astro.track.TrackObservations;

/**
 * Which objects of a catalogue of element sets can have made any of some tracks, before a numerical orbit is fitted to each set: a
 * fit takes tens of milliseconds, so that a whole catalogue takes minutes.
 *
 * <p>The coarse gate of correlation, with the state that SGP4 gives at the epoch of the set in place of the fitted one, and sigmas
 * {@value #WIDENING} times those of a fitted set: 750 m along, 21 m in the semi-major axis, which adds 18 km a day to the bound of
 * the coarse orbit. An object that is not recognisable even with the smallest sigmas that a fit could have is no candidate later, and
 * is left out; one that is not with the widened ones alone is looked at one by one. What passes is asked again with the state of SGP4 at
 * the track, in place of the coarse motion, whose bound is the wider of the two: within nine sigmas of a
 * fitted set, six of the gate and three by which the fit may differ from SGP4, and {@value #MODELS_APART_METRES} m for the waves between the models. Not thread-safe.
 */
public final class SeedGate {
    private static final double WIDENING = 3;
    private static final double MODELS_APART_METRES = 3_000;
    /** Nine sigmas of six times {@value #WIDENING}. */
    private static final double SGP4_SHARE = 0.5;

    private final PhysicalData data;
    private final OrbitPropagator propagator;
    private final ElementSetOrbits orbits;

    public SeedGate(PhysicalData data, OrbitPropagator propagator) {
        this.data = data;
        this.propagator = propagator;
        this.orbits = new ElementSetOrbits(data, propagator);
    }

    /**
     * Ids of the objects that one of the tracks may be of; of a set that has no orbit too, so that who fits it hears why.
     *
     * @param sets one of each object
     * @param tracks of known sites; those of others are passed over
     * @param sites by id; a track whose transmitter is not among them is taken as monostatic
     */
    public TreeSet<String> mayBeSeen(Collection<ElementSet> sets, List<Track> tracks, Map<String, Site> sites) {
        TreeSet<String> named = new TreeSet<>();
        long first = tracks.stream().mapToLong(Track::startMicros).min().orElse(0);
        long last = tracks.stream().mapToLong(Track::endMicros).max().orElse(0);
        CatalogueSnapshot snapshot = new CatalogueSnapshot(data, propagator);
        List<Entry> vague = new ArrayList<>();
        double mu = data.gravity().mu();
        Map<String, ElementSet> byId = new TreeMap<>();
        for (ElementSet set : sets) {
            byId.put(set.objectId(), set);
            Optional<CatalogueOrbit> orbit = orbits.unfitted(set);
            if (orbit.isPresent() && !isKnown(orbit.get(), first, last)) {
                continue;
            }
            Optional<CatalogueOrbit> wide = orbit.map(SeedGate::widened);
            if (wide.isPresent() && isKnown(wide.get(), first, first) && isKnown(wide.get(), last, last)) {
                snapshot.put(wide.get());
            } else if (wide.isEmpty() || !entered(wide.get(), mu, vague)) {
                named.add(set.objectId());
            }
        }
        EarthRotation rotation = new EarthRotation(data);
        CoarseGate coarse = new CoarseGate(data.leapSeconds(), mu);
        for (Track track : tracks) {
            Site site = sites.get(track.siteId());
            if (site == null) {
                continue;
            }
            Site transmitter = sites.getOrDefault(track.transmitterSiteId(), site);
            TrackObservations observations = new TrackObservations(rotation, track, site, transmitter);
            if (observations.size() == 0) {
                continue;
            }
            TrackGate gate = new TrackGate(observations, data.leapSeconds());
            for (Entry entry : snapshot.near(gate, observations)) {
                if (coarse.admits(entry, gate) && sgp4Admits(byId, entry, gate)) {
                    named.add(entry.orbit().objectId());
                }
            }
            for (Entry entry : vague) {
                if (coarse.reaches(entry, gate) && sgp4Admits(byId, entry, gate)) {
                    named.add(entry.orbit().objectId());
                }
            }
        }
        return named;
    }

    private boolean sgp4Admits(Map<String, ElementSet> byId, Entry entry, TrackGate gate) {
        double[] state = new double[6];
        long at = gate.middleMicros();
        ElementSet set = byId.get(entry.orbit().objectId());
        if (set == null || !new Sgp4Ephemeris(data, set).stateGcrf(at, state)) {
            return true;
        }
        double seconds = data.leapSeconds().elapsedSeconds(entry.orbit().epochMicros(), at);
        double bound = MODELS_APART_METRES + SGP4_SHARE * entry.coarse().covarianceBound(seconds);
        return gate.admits(
                state, bound, entry.coarse().meanMotion(), data.gravity().mu());
    }

    private static boolean entered(CatalogueOrbit orbit, double mu, List<Entry> vague) {
        try {
            return vague.add(new Entry(orbit, new CoarseOrbit(orbit, mu), -1));
        } catch (ArithmeticException unbound) {
            return false;
        }
    }

    /** The sigma of the ballistic coefficient becomes 100 per cent. */
    private static CatalogueOrbit widened(CatalogueOrbit orbit) {
        double[] covariance = orbit.covarianceRtn().clone();
        for (int i = 0; i < covariance.length; i++) {
            covariance[i] *= WIDENING * WIDENING;
        }
        covariance[covariance.length - 1] = orbit.ballisticCoefficient() * orbit.ballisticCoefficient();
        return orbit.withCovariance(covariance);
    }

    /** Whether it can be told from others at the instant of the two that is nearer to its epoch. */
    private boolean isKnown(CatalogueOrbit orbit, long one, long other) {
        double first = Math.abs(data.leapSeconds().elapsedSeconds(orbit.epochMicros(), one));
        double last = Math.abs(data.leapSeconds().elapsedSeconds(orbit.epochMicros(), other));
        boolean between = one <= orbit.epochMicros() && orbit.epochMicros() <= other;
        try {
            return CoarseGate.isRecognisable(
                    new CoarseOrbit(orbit, data.gravity().mu()).place(), between ? 0 : Math.min(first, last));
        } catch (ArithmeticException unbound) {
            return false;
        }
    }
}
