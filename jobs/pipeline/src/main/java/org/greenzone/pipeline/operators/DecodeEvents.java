package org.greenzone.pipeline.operators;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.stream.Inbound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of a topic that Greenzone itself writes, as domain events. A record that cannot be read is logged with its
 * place, counted ({@code unreadableRecords}) and passed over: it stays in its topic.
 *
 * @param <W> wire class of the events
 * @param <T> domain class of the events
 */
public final class DecodeEvents<W extends SpecificRecordBase, T> extends RichFlatMapFunction<Inbound, T> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(DecodeEvents.class);

    /** Wire to domain. */
    public interface FromWire<W, T> extends java.io.Serializable {
        T fromWire(W wire);
    }

    private final Class<W> wireClass;
    private final FromWire<W, T> codec;
    private transient Counter unreadable;

    public DecodeEvents(Class<W> wireClass, FromWire<W, T> codec) {
        this.wireClass = wireClass;
        this.codec = codec;
    }

    @Override
    public void open(OpenContext context) {
        unreadable = getRuntimeContext().getMetricGroup().counter("unreadableRecords");
    }

    /** Records that were passed over since the start. */
    long unreadable() {
        return unreadable.getCount();
    }

    @Override
    public void flatMap(Inbound inbound, Collector<T> out) {
        if (inbound.kind() == Inbound.Kind.PROGRESS) {
            return;
        }
        if (!(Wire.decode(inbound.bytes()) instanceof Wire.Message message) || !wireClass.isInstance(message.value())) {
            passOver(inbound, "not a record of it");
            return;
        }
        T event;
        try {
            event = codec.fromWire(wireClass.cast(message.value()));
        } catch (RuntimeException e) {
            // Its values contradict each other: a job that fails at it would fail at it for ever.
            passOver(inbound, String.valueOf(e.getMessage()));
            return;
        }
        out.collect(event);
    }

    private void passOver(Inbound inbound, String reason) {
        unreadable.inc();
        LOG.warn(
                "{}[{}]@{}: no {} ({}); passed over",
                inbound.topic(),
                inbound.partition(),
                inbound.offset(),
                wireClass.getSimpleName(),
                reason);
    }
}
