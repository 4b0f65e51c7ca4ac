package org.greenzone.astro.breakup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.greenzone.astro.breakup.Breakup.Fragment;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.initiation.Origin;

/** The fragments of one parent that have an orbit of several tracks, and what is said of each: its row of the Gabbard diagram. Not thread-safe. */
final class CloudFragments {
    private final OrbitPrediction prediction;
    private final CatalogueOrbit parent;
    private final Map<String, Known> fragments = new LinkedHashMap<>();
    private final TreeSet<String> lost = new TreeSet<>();

    /** A fragment with an orbit. */
    private static final class Known {
        private CatalogueOrbit orbit;
        private Optional<Fragment> row = Optional.empty();
        private int rowTracks;
        private boolean said;

        Known(CatalogueOrbit orbit) {
            this.orbit = orbit;
        }
    }

    CloudFragments(OrbitPrediction prediction, CatalogueOrbit parent) {
        this.prediction = prediction;
        this.parent = parent;
    }

    void restore(List<BreakupState.OfFragment> of, List<String> ofLost) {
        lost.addAll(ofLost);
        for (BreakupState.OfFragment each : of) {
            Known known = new Known(each.orbit());
            known.row = each.row().stream().findFirst();
            known.rowTracks = each.rowTracks();
            known.said = each.said();
            fragments.put(each.orbit().objectId(), known);
        }
    }

    List<BreakupState.OfFragment> state() {
        return fragments.values().stream()
                .map(k -> new BreakupState.OfFragment(k.orbit, k.row.stream().toList(), k.rowTracks, k.said))
                .toList();
    }

    /** Of those that were said, what turned out to be another's. */
    List<String> lost() {
        return List.copyOf(lost);
    }

    int size() {
        return fragments.size();
    }

    boolean has(String objectId) {
        return fragments.containsKey(objectId);
    }

    /** Number of those with a row, as they stand. */
    long known() {
        return fragments.values().stream().filter(k -> k.row.isPresent()).count();
    }

    /** Orbits of at least so many tracks, in the order in which their objects became known. */
    List<CatalogueOrbit> orbits(int leastTracks) {
        return fragments.values().stream()
                .map(k -> k.orbit)
                .filter(o -> o.tracksUsed() >= leastTracks)
                .toList();
    }

    /** All rows are to be made anew. */
    void originMoved() {
        fragments.values().forEach(k -> k.rowTracks = 0);
    }

    /**
     * Takes an orbit of an object whose first track is a member, or that turned out to be one.
     *
     * @return whether anything is different
     */
    boolean learn(CatalogueOrbit orbit) {
        if (orbit.isMerged()) {
            Known gone = fragments.remove(orbit.objectId());
            if (gone != null && gone.said) {
                lost.add(orbit.objectId());
            }
            return gone != null;
        }
        Known known = fragments.get(orbit.objectId());
        if (known == null) {
            fragments.put(orbit.objectId(), new Known(orbit));
            lost.remove(orbit.objectId());
        } else {
            known.orbit = orbit;
        }
        return true;
    }

    /** Rows of all fragments, brought up to date where the orbit has grown to twice the tracks or the origin has moved. */
    List<Fragment> rows(Origin origin) {
        List<Fragment> rows = new ArrayList<>();
        for (Known known : fragments.values()) {
            if (known.orbit.tracksUsed() >= 2 * known.rowTracks) {
                Optional<Fragment> now = row(origin, known.orbit);
                known.rowTracks = known.orbit.tracksUsed();
                known.said = false;
                known.row = now;
            }
            known.row.ifPresent(rows::add);
        }
        return rows;
    }

    /** Rows that were in no event yet; from now on they were. */
    List<Fragment> takeNewRows() {
        List<Fragment> fresh = new ArrayList<>();
        for (Known known : fragments.values()) {
            if (!known.said && known.row.isPresent()) {
                known.said = true;
                fresh.add(known.row.get());
            }
        }
        return fresh;
    }

    List<String> takeLost() {
        List<String> taken = List.copyOf(lost);
        lost.clear();
        return taken;
    }

    private Optional<Fragment> row(Origin origin, CatalogueOrbit orbit) {
        double[] state = new double[6];
        if (!prediction.state(orbit, origin.epochMicros(), state)) {
            return Optional.empty();
        }
        FragmentStatistics.GabbardRow gabbard = FragmentStatistics.gabbard(orbit.objectId(), state);
        return Double.isNaN(gabbard.periodSeconds())
                ? Optional.empty()
                : Optional.of(new Fragment(
                        orbit.objectId(),
                        parent.objectId(),
                        gabbard.apogeeMetres(),
                        gabbard.perigeeMetres(),
                        gabbard.periodSeconds(),
                        FragmentStatistics.deltaVRtn(origin.stateGcrf(), state),
                        orbit.ballisticCoefficient()));
    }
}
