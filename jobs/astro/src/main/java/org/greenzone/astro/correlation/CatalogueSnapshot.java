package org.greenzone.astro.correlation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.CoarseOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.TrackObservations;
import org.hipparchus.geometry.euclidean.threed.Vector3D;

/**
 * The catalogue as it stands, with what correlation needs of it ready: coarse orbits for the gate, in a {@link MinuteGrid} for each
 * minute that was asked for last, and predictions for the rest. An orbit that comes is entered into the grids that are kept, so that
 * it costs some microseconds, whatever the size of the catalogue.
 *
 * <p>Mutable, one per operator, not thread-safe. Objects are held in the order of their ids. What is kept never changes a result:
 * answers depend on the orbits put in and on the arguments alone.
 */
public final class CatalogueSnapshot {
    private static final int DEFAULT_KEPT_ORBITS = 2048;

    /** Planes of objects of one track are known to some degrees, and those of one cloud are as far apart: 5 deg. */
    private static final double NEAR_PLANE_COSINE = Math.cos(Math.toRadians(5));

    /** Minutes that are kept: those of the sites whose windows close together, and some late ones. */
    private static final int KEPT_MINUTES = 12;

    private final double mu;
    private final LeapSeconds leapSeconds;
    private final OrbitPrediction prediction;
    private final Map<String, Entry> entries = new TreeMap<>();
    private final List<Entry> slots = new ArrayList<>();
    private final List<Integer> freeSlots = new ArrayList<>();
    private final Map<String, Vector3D> planesOfOneTrack = new TreeMap<>();
    private final Map<Long, MinuteGrid> grids = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, MinuteGrid> eldest) {
            return size() > KEPT_MINUTES;
        }
    };

    /** An object with its coarse orbit, and its number in the grids. */
    record Entry(CatalogueOrbit orbit, CoarseOrbit coarse, int slot) {}

    /** An empty catalogue. */
    public CatalogueSnapshot(PhysicalData data, OrbitPropagator propagator) {
        this(data, new OrbitPrediction(propagator, data.leapSeconds(), DEFAULT_KEPT_ORBITS));
    }

    /** An empty catalogue that shares predictions with others in the same thread. */
    public CatalogueSnapshot(PhysicalData data, OrbitPrediction prediction) {
        this.mu = data.gravity().mu();
        this.leapSeconds = data.leapSeconds();
        this.prediction = prediction;
    }

    /**
     * Adds an orbit, in place of the object's earlier one; an orbit that is not an ellipse, or says that the object is another one,
     * only removes that.
     */
    public void put(CatalogueOrbit orbit) {
        if (orbit.isMerged()) {
            remove(orbit.objectId());
            return;
        }
        CoarseOrbit coarse;
        try {
            coarse = new CoarseOrbit(orbit, mu);
        } catch (ArithmeticException unbound) {
            remove(orbit.objectId());
            return;
        }
        Entry before = entries.get(orbit.objectId());
        Entry entry = new Entry(orbit, coarse, before == null ? freeSlot() : before.slot());
        entries.put(orbit.objectId(), entry);
        slots.set(entry.slot(), entry);
        grids.values().forEach(grid -> grid.put(entry.slot(), entry));
        if (orbit.source() == OrbitSource.INITIAL) {
            planesOfOneTrack.put(orbit.objectId(), normal(orbit));
        } else {
            planesOfOneTrack.remove(orbit.objectId());
        }
    }

    private static Vector3D normal(CatalogueOrbit orbit) {
        double[] s = orbit.stateGcrf();
        return new Vector3D(s[0], s[1], s[2])
                .crossProduct(new Vector3D(s[3], s[4], s[5]))
                .normalize();
    }

    /**
     * Number of objects of one track alone whose planes are near that of an orbit: their places are lost, so each track there may as
     * well be of one of them.
     */
    int ofOneTrackNear(CatalogueOrbit orbit) {
        Vector3D plane = normal(orbit);
        int near = 0;
        for (Vector3D other : planesOfOneTrack.values()) {
            near += Vector3D.dotProduct(plane, other) > NEAR_PLANE_COSINE ? 1 : 0;
        }
        return near;
    }

    private int freeSlot() {
        if (!freeSlots.isEmpty()) {
            return freeSlots.remove(freeSlots.size() - 1);
        }
        slots.add(null);
        return slots.size() - 1;
    }

    /** Removes an object; nothing where it is not there. */
    public void remove(String objectId) {
        planesOfOneTrack.remove(objectId);
        Entry entry = entries.remove(objectId);
        if (entry != null) {
            slots.set(entry.slot(), null);
            freeSlots.add(entry.slot());
            grids.values().forEach(grid -> grid.remove(entry.slot()));
        }
    }

    /** Number of objects. */
    public int size() {
        return entries.size();
    }

    /** The orbit of an object. */
    public Optional<CatalogueOrbit> orbit(String objectId) {
        return Optional.ofNullable(entries.get(objectId)).map(Entry::orbit);
    }

    Iterable<Entry> entries() {
        return entries.values();
    }

    /** The objects that the coarse gate may admit, all of those and some more, by id. */
    List<Entry> near(TrackGate gate, TrackObservations observations) {
        MinuteGrid grid = grids.computeIfAbsent(MinuteGrid.minuteOf(gate.middleMicros()), this::grid);
        List<Entry> found = new ArrayList<>();
        grid.candidates(new GateRegion(gate, observations), gate.middleMicros(), slot -> found.add(slots.get(slot)));
        found.sort(Comparator.comparing(entry -> entry.orbit().objectId()));
        return found;
    }

    private MinuteGrid grid(long minute) {
        MinuteGrid grid = new MinuteGrid(minute, slots.size(), leapSeconds, mu);
        entries.values().forEach(entry -> grid.put(entry.slot(), entry));
        return grid;
    }

    double mu() {
        return mu;
    }

    Optional<PredictedOrbit> predict(CatalogueOrbit orbit, long micros) {
        return prediction.predict(orbit, micros);
    }

    boolean state(CatalogueOrbit orbit, long micros, double[] out6) {
        return prediction.stateOfPrediction(orbit, micros, out6);
    }
}
