package org.greenzone.astro.correlation;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.CoarseOrbit;
import org.greenzone.astro.catalogue.OrbitPrediction;
import org.greenzone.astro.catalogue.PredictedOrbit;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;

/**
 * The catalogue as it stands, with what correlation needs of it ready: coarse orbits for the gate, predictions for the rest.
 *
 * <p>Mutable, one per operator, not thread-safe. Objects are held in the order of their ids. What is kept never changes a result:
 * answers depend on the orbits put in and on the arguments alone.
 */
public final class CatalogueSnapshot {
    private static final int DEFAULT_KEPT_ORBITS = 2048;

    private final double mu;
    private final OrbitPrediction prediction;
    private final Map<String, Entry> entries = new TreeMap<>();

    /** An object with its coarse orbit. */
    record Entry(CatalogueOrbit orbit, CoarseOrbit coarse) {}

    /** An empty catalogue. */
    public CatalogueSnapshot(PhysicalData data, OrbitPropagator propagator) {
        this(data, new OrbitPrediction(propagator, data.leapSeconds(), DEFAULT_KEPT_ORBITS));
    }

    /** An empty catalogue that shares predictions with others in the same thread. */
    public CatalogueSnapshot(PhysicalData data, OrbitPrediction prediction) {
        this.mu = data.gravity().mu();
        this.prediction = prediction;
    }

    /** Adds an orbit, in place of the object's earlier one; an orbit that is not an ellipse only removes that. */
    public void put(CatalogueOrbit orbit) {
        try {
            entries.put(orbit.objectId(), new Entry(orbit, new CoarseOrbit(orbit, mu)));
        } catch (ArithmeticException unbound) {
            entries.remove(orbit.objectId());
        }
    }

    /** Removes an object; nothing where it is not there. */
    public void remove(String objectId) {
        entries.remove(objectId);
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

    double mu() {
        return mu;
    }

    Optional<PredictedOrbit> predict(CatalogueOrbit orbit, long micros) {
        return prediction.predict(orbit, micros);
    }

    boolean state(CatalogueOrbit orbit, long micros, double[] out6) {
        return prediction.state(orbit, micros, out6);
    }
}
