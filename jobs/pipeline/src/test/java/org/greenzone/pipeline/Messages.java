package org.greenzone.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.Conjunction.Participant;
import org.greenzone.formats.cdm.CdmWriter;
import org.greenzone.pipeline.stream.EmitEvents;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.stream.Outbound;
import org.greenzone.pipeline.topic.Topic;

/** What others write about the {@link Meeting}. */
public final class Messages {
    private static final double RADIUS_METRES = 70;

    private Messages() {}

    /** A message in KVN: the object so far above the asset at a time of closest approach, all positions known to so many metres. */
    public static String kvn(String originator, long createdMicros, long tcaMicros, double above, double sigma) {
        double[] covariance = new double[21];
        for (int i = 0, k = 0; i < 6; i++, k += i + 1) {
            covariance[k] = i < 3 ? sigma * sigma : 1e-6 * sigma * sigma;
        }
        return kvn(originator, createdMicros, tcaMicros, above, covariance);
    }

    /** The same without any covariance, with a probability that it states. */
    public static String withoutCovariance(String originator, long createdMicros, double above) {
        double[] unknown = new double[21];
        Arrays.fill(unknown, Double.NaN);
        return kvn(originator, createdMicros, Meeting.TCA, above, unknown);
    }

    private static String kvn(
            String originator, long createdMicros, long tcaMicros, double above, double[] covariance) {
        double[] asset = Meeting.asset(0, Samples.MIDNIGHT).stateGcrf();
        double[] object = Meeting.object(0, Samples.MIDNIGHT, above).stateGcrf();
        Conjunction c = new Conjunction(
                originator + createdMicros,
                0,
                Conjunction.Status.NEW,
                createdMicros,
                new Participant(Meeting.ASSET, "ISS", "1998-067A", asset, covariance),
                new Participant(Meeting.OBJECT, "COSMOS 1408 DEB", "", object, covariance),
                tcaMicros,
                above,
                new double[] {above, 0, 0},
                9_000,
                RADIUS_METRES,
                2e-4,
                "FOSTER-1992",
                Double.NaN,
                Conjunction.Dilution.UNKNOWN,
                List.of(),
                List.of());
        return CdmWriter.kvn(c, originator, "ISS");
    }

    /** Texts as one record, from an event time on. */
    public static ReceivedMessages received(long micros, String... texts) {
        return new ReceivedMessages("a.cdm", micros, String.join("", texts).getBytes(StandardCharsets.UTF_8));
    }

    /** The promise of one of several copies of who says how far event time has come. */
    public static Inbound promise(int index, int count, long micros) {
        Outbound record =
                EmitEvents.promises(Topic.MESSAGES, new Progress("correlate-tracks", index, count, micros), 1)[0];
        return Events.inbound(Topic.MESSAGES, micros / 1000, record.bytes());
    }

    /** A promise of who says how far event time has come. */
    public static Inbound promise(long micros) {
        return Events.promise(Topic.MESSAGES, "correlate-tracks", micros);
    }
}
