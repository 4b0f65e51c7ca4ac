package org.greenzone.pipeline.operators;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.Statement;
import org.greenzone.astro.conjunction.ToldEncounter;
import org.greenzone.formats.InputFiles;
import org.greenzone.formats.Problem;
import org.greenzone.formats.Problems;
import org.greenzone.formats.cdm.CdmMessage;
import org.greenzone.formats.cdm.CdmReader;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.ReceivedMessages;
import org.greenzone.pipeline.RejectedTrack;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.ReferenceData;
import org.greenzone.schemas.ConjunctionMessage;
import org.greenzone.schemas.RejectionReason;

/**
 * Records of the topic messages: the good conjunction data messages in them as encounters, seen from the protected asset; the others with their reason and their bytes. A record of
 * several messages of which one is bad is rejected for that one, and the others are used.
 *
 * <p>Keyed by partition, in which alone there is an order of records. State: what the writer of promises has promised in it. A message counts from its creation date on. One that
 * came later than that, as all do where event time goes with the clock, counts from the last promise before it: so the order of the records alone says when, and a replay of the topic says the same.
 *
 * <p>Counted: {@code toldMessages}, {@code rejectedMessages}.
 */
public final class ReadMessages extends KeyedProcessFunction<Integer, Inbound, ToldMessage> {
    private static final long serialVersionUID = 1L;

    /** Records that are not used, or not whole. */
    public static final OutputTag<RejectedTrack> REJECTED =
            new OutputTag<>("rejected-messages", TypeInformation.of(RejectedTrack.class));

    /** What all copies of the writer have promised, beside the promise of each by its number. */
    private static final int ALL = -1;

    private static final String NO_ORIGINATOR = "UNKNOWN";

    private final JobOptions options;
    private final ReferenceData reference;
    private final String writer;

    private transient MapState<Integer, Long> promises;
    private transient Set<String> assets;
    private transient CdmReader reader;
    private transient Counter told;
    private transient Counter rejected;

    /** @param writer whose promises say how far event time has come */
    public ReadMessages(JobOptions options, ReferenceData reference, String writer) {
        this.options = options;
        this.reference = reference;
        this.writer = writer;
    }

    @Override
    public void open(OpenContext context) {
        promises = getRuntimeContext().getMapState(new MapStateDescriptor<>("promises", Types.INT, Types.LONG));
        assets = reference.assets().keySet();
        reader = new CdmReader(options.physicalData());
        told = getRuntimeContext().getMetricGroup().counter("toldMessages");
        rejected = getRuntimeContext().getMetricGroup().counter("rejectedMessages");
    }

    @Override
    public void processElement(Inbound inbound, Context context, Collector<ToldMessage> out) throws Exception {
        if (inbound.kind() == Inbound.Kind.PROGRESS) {
            take(inbound.progress());
            return;
        }
        Wire.Decoded decoded = Wire.decode(inbound.bytes());
        if (decoded instanceof Wire.Broken broken) {
            reject(inbound, context, broken.reason(), broken.detail());
        } else if (decoded instanceof Wire.Message message && message.value() instanceof ConjunctionMessage wire) {
            read(inbound, ReceivedMessages.fromWire(wire), context, out);
        } else {
            reject(
                    inbound,
                    context,
                    RejectionReason.UNKNOWN_SCHEMA,
                    "neither messages nor a promise that can be kept: a record of another topic of Greenzone?");
        }
    }

    /** A job that goes on with another number of copies promises anew with all of them; what was promised before stands. */
    private void take(Progress promise) throws Exception {
        if (!promise.source().equals(writer)) {
            return;
        }
        for (int index = promise.count(); promises.contains(index); index++) {
            promises.remove(index);
        }
        long least = Long.MAX_VALUE;
        for (int index = 0; index < promise.count(); index++) {
            Long before = promises.get(index);
            long now = index == promise.index() ? promise.completeUntilMicros() : Long.MIN_VALUE;
            long reached = before == null ? now : Math.max(before, now);
            promises.put(index, reached);
            least = Math.min(least, reached);
        }
        promises.put(ALL, Math.max(promised(), least));
    }

    private long promised() throws Exception {
        Long reached = promises.get(ALL);
        return reached == null ? Long.MIN_VALUE : reached;
    }

    private void read(Inbound inbound, ReceivedMessages received, Context context, Collector<ToldMessage> out)
            throws Exception {
        Problems problems = new Problems(received.name().isEmpty() ? inbound.topic() : received.name());
        List<CdmMessage> messages;
        try {
            messages = reader.read(new ByteArrayInputStream(received.content()), problems);
        } catch (IOException e) {
            reject(inbound, context, RejectionReason.UNREADABLE, InputFiles.reason(e));
            return;
        }
        List<String> unreadable = problems.list().stream()
                .filter(problem -> CdmReader.leftOut(problem)
                        || messages.isEmpty() && problem.severity() == Problem.Severity.ERROR)
                .map(Problem::toString)
                .toList();
        if (!unreadable.isEmpty() || messages.isEmpty()) {
            reject(
                    inbound,
                    context,
                    RejectionReason.UNREADABLE,
                    unreadable.isEmpty() ? "no conjunction data message in it" : unreadable.get(0));
        }
        long earliest = Math.max(received.receivedMicros(), promised());
        List<String> impossible = new ArrayList<>();
        List<String> late = new ArrayList<>();
        for (CdmMessage message : messages) {
            Conjunction c = conjunction(message);
            long effective = Math.max(c.createdMicros(), earliest);
            Optional<String> why = ToldEncounter.impossible(c);
            if (why.isPresent()) {
                impossible.add(message.messageId() + ": " + why.get());
            } else if (c.tcaMicros() <= effective) {
                late.add(message.messageId() + ": its closest approach at " + text(c.tcaMicros()) + " is not after "
                        + text(effective) + ", from when on it counts");
            } else {
                told.inc();
                sides(c).forEach(side -> out.collect(ToldMessage.of(effective, side)));
            }
        }
        if (!impossible.isEmpty()) {
            reject(inbound, context, RejectionReason.IMPLAUSIBLE, String.join("; ", impossible));
        }
        if (!late.isEmpty()) {
            reject(inbound, context, RejectionReason.LATE, String.join("; ", late));
        }
    }

    private static Conjunction conjunction(CdmMessage message) {
        Conjunction c = message.conjunction();
        String originator = message.originator().strip();
        return c.saidBy(new Statement(
                originator.isEmpty() ? NO_ORIGINATOR : originator,
                message.messageId(),
                c.createdMicros(),
                c.probability()));
    }

    /** Seen from each of the two that is protected; of others from the one with the lesser id. */
    private List<Conjunction> sides(Conjunction c) {
        List<Conjunction> sides = new ArrayList<>();
        if (assets.contains(c.primary().objectId())) {
            sides.add(c);
        }
        if (assets.contains(c.secondary().objectId())) {
            sides.add(c.seenFromOther());
        }
        if (sides.isEmpty()) {
            boolean ordered = c.primary().objectId().compareTo(c.secondary().objectId()) <= 0;
            sides.add(ordered ? c : c.seenFromOther());
        }
        return sides;
    }

    private void reject(Inbound inbound, Context context, RejectionReason reason, String detail) {
        rejected.inc();
        context.output(
                REJECTED,
                RejectedTrack.of(
                        reason.name(),
                        detail,
                        inbound.topic(),
                        inbound.partition(),
                        inbound.offset(),
                        inbound.publishedMicros(),
                        inbound.bytes()));
    }

    private static String text(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
