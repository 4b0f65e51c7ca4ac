package org.greenzone.pipeline.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.codec.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Lists of records by name, of one key, each record as it travels in its topic: encoded when it changes and not at each checkpoint. A catalogue that is screened against itself holds
 * tens of thousands of encounters, of which a checkpoint would else write each field of each anew, several seconds of a core every time, while the screening waits for that core.
 *
 * <p>Earlier versions kept the values themselves, in a state of another name: what a savepoint of theirs holds is taken over when the key is asked first
 * ({@link #takeOver}).
 */
final class RecordState<T, W extends SpecificRecordBase> {
    private final MapState<String, List<byte[]>> encoded;
    private final Class<W> wireType;
    private final Function<T, W> toWire;
    private final Function<W, T> fromWire;

    /**
     * @param name of the state
     * @param wireType schema of the records
     */
    RecordState(
            RuntimeContext context, String name, Class<W> wireType, Function<T, W> toWire, Function<W, T> fromWire) {
        encoded = context.getMapState(new MapStateDescriptor<>(
                name, Types.STRING, Types.LIST(PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)));
        this.wireType = wireType;
        this.toWire = toWire;
        this.fromWire = fromWire;
    }

    /** Of orbits, one of each object. */
    static RecordState<CatalogueOrbit, org.greenzone.schemas.Orbit> ofOrbits(RuntimeContext context, String name) {
        return new RecordState<>(
                context, name, org.greenzone.schemas.Orbit.class, OrbitCodec::toWire, OrbitCodec::fromWire);
    }

    /**
     * Takes over what an earlier version kept for the key; to be called before anything else of the key.
     *
     * @param plain the state of that version
     * @param values of one entry of it
     */
    <P> void takeOver(MapState<String, P> plain, Function<P, List<T>> values) throws Exception {
        if (plain.isEmpty()) {
            return;
        }
        for (Map.Entry<String, P> entry : plain.entries()) {
            put(entry.getKey(), values.apply(entry.getValue()));
        }
        plain.clear();
    }

    boolean contains(String name) throws Exception {
        return encoded.contains(name);
    }

    /** The records of a name; none where there are none. */
    List<T> get(String name) throws Exception {
        List<byte[]> records = encoded.get(name);
        return records == null ? List.of() : decoded(records);
    }

    /** The first record of a name; null where there is none. */
    @Nullable
    T one(String name) throws Exception {
        List<T> values = get(name);
        return values.isEmpty() ? null : values.get(0);
    }

    void put(String name, List<T> values) throws Exception {
        List<byte[]> records = new ArrayList<>(values.size());
        for (T value : values) {
            records.add(Wire.encode(toWire.apply(value)));
        }
        encoded.put(name, records);
    }

    void remove(String name) throws Exception {
        encoded.remove(name);
    }

    /** All names, in no order. */
    Iterable<String> names() throws Exception {
        return encoded.keys();
    }

    private List<T> decoded(List<byte[]> records) {
        List<T> values = new ArrayList<>(records.size());
        for (byte[] record : records) {
            if (!(Wire.decode(record) instanceof Wire.Message message)) {
                throw new IllegalStateException("the state holds a " + wireType.getSimpleName()
                        + " that this version does not read: it was written by a later one");
            }
            values.add(fromWire.apply(wireType.cast(message.value())));
        }
        return values;
    }
}
