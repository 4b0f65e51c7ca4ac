package org.greenzone.pipeline.operators;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.streaming.api.operators.StreamFlatMap;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.Samples;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.topic.Topic;
import org.junit.jupiter.api.Test;

class DecodeEventsTest {
    @Test
    void recordsThatCannotBeReadArePassedOverAndCounted() throws Exception {
        DecodeEvents<org.greenzone.schemas.Orbit, CatalogueOrbit> decode =
                new DecodeEvents<>(org.greenzone.schemas.Orbit.class, OrbitCodec::fromWire);
        CatalogueOrbit orbit =
                Samples.certainOrbit("1", 0, Samples.MIDNIGHT, Samples.MIDNIGHT, new double[] {7e6, 0, 0, 0, 7_500, 0});
        try (var harness =
                new OneInputStreamOperatorTestHarness<Inbound, CatalogueOrbit>(new StreamFlatMap<>(decode))) {
            harness.open();
            harness.processElement(Events.inbound(orbit), 0);
            assertThat(decode.unreadable()).isZero();
            harness.processElement(Events.inbound(Topic.ORBITS, 0, new byte[] {1, 2, 3}), 0);
            // A record of another topic, and a promise, which is no event.
            harness.processElement(Events.inbound(Samples.track("ksr", Samples.MIDNIGHT)), 0);
            harness.processElement(Events.promise(Topic.ORBITS, "determine-orbits", Samples.MIDNIGHT), 0);
            assertThat(decode.unreadable()).isEqualTo(2);
            assertThat(harness.extractOutputValues())
                    .singleElement()
                    .satisfies(read -> assertThat(read.orbitId()).isEqualTo(orbit.orbitId()));
        }
    }
}
