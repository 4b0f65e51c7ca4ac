package org.greenzone.pipeline.stream;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps the event time that a source has reached over a restart. A source of Flink keeps its offsets and forgets its watermark: it has
 * none until the next promise. In the loop of correlation and determination that promise never comes, since each of the two
 * makes its own only when the other has made one: after a restart both would wait for ever.
 *
 * <p>State: the last watermark of each copy. After a restart, and with any number of copies, the least of them holds for all: what follows
 * the offsets of the checkpoint is later in each partition. A source that knows less than before says less than before: that is withheld.
 */
public final class HoldEventTime extends AbstractStreamOperator<Inbound>
        implements OneInputStreamOperator<Inbound, Inbound> {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("NullAway.Init") // made by initializeState, which Flink calls first
    private transient ListState<Long> state;

    private long reached = Long.MIN_VALUE;

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("reached-millis", Types.LONG));
        if (context.isRestored()) {
            long least = Long.MAX_VALUE;
            for (long millis : state.get()) {
                least = Math.min(least, millis);
            }
            reached = least == Long.MAX_VALUE ? Long.MIN_VALUE : least;
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        if (reached > Long.MIN_VALUE) {
            // As soon as the task runs, not before: nothing may leave it while it is being restored.
            var unused = getProcessingTimeService()
                    .registerTimer(getProcessingTimeService().getCurrentProcessingTime(), now -> say());
        }
    }

    private void say() {
        output.emitWatermark(new Watermark(reached));
    }

    @Override
    public void processElement(StreamRecord<Inbound> element) {
        output.collect(element);
    }

    @Override
    public void processWatermark(Watermark mark) {
        if (mark.getTimestamp() > reached) {
            reached = mark.getTimestamp();
            say();
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        state.clear();
        state.add(reached);
    }
}
