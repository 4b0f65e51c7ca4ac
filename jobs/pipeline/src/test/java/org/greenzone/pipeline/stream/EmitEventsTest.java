package org.greenzone.pipeline.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.Samples;
import org.greenzone.pipeline.codec.ProgressCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.topic.Topic;
import org.junit.jupiter.api.Test;

class EmitEventsTest {
    private static OneInputStreamOperatorTestHarness<CatalogueOrbit, Outbound> open() throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<CatalogueOrbit, Outbound>(
                new EmitEvents<>(Topic.ORBITS, "determine-orbits", 3));
        harness.open();
        return harness;
    }

    @Test
    void anEventGoesToItsTopicUnderItsKeyWithItsTime() throws Exception {
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(Samples.orbit("25544", 3, Samples.MIDNIGHT)));
            assertThat(harness.extractOutputValues()).singleElement().satisfies(o -> {
                assertThat(o.topic()).isEqualTo("orbits");
                assertThat(o.partition()).isEqualTo(Outbound.BY_KEY);
                assertThat(new String(o.key(), StandardCharsets.UTF_8)).isEqualTo("25544");
                assertThat(o.eventMicros()).isEqualTo(Samples.MIDNIGHT);
            });
        }
    }

    @Test
    void aWatermarkIsPromisedInEachPartitionBehindTheEventsThatItCovers() throws Exception {
        try (var harness = open()) {
            harness.processElement(new StreamRecord<>(Samples.orbit("25544", 3, Samples.MIDNIGHT)));
            harness.processWatermark(Samples.MIDNIGHT / 1000);
            List<Outbound> records = harness.extractOutputValues();
            assertThat(records).extracting(Outbound::partition).containsExactly(Outbound.BY_KEY, 0, 1, 2);
            assertThat(records.subList(1, 4)).allSatisfy(o -> {
                var wire = (org.greenzone.schemas.Progress) ((Wire.Message) Wire.decode(o.bytes())).value();
                assertThat(ProgressCodec.fromWire(wire))
                        .isEqualTo(new Progress("determine-orbits", 0, 1, Samples.MIDNIGHT + 1000));
            });
        }
    }

    @Test
    void theEndOfAnInputIsNoPromise() throws Exception {
        try (var harness = open()) {
            harness.processWatermark(Watermark.MAX_WATERMARK);
            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }
}
