package org.greenzone.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.codec.ProgressCodec;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.schemas.RejectedTrack;
import org.greenzone.schemas.RejectionReason;
import org.junit.jupiter.api.Test;

class EventDigestTest {
    private static RejectedTrack rejected(String id, String content, int partition) {
        return RejectedTrack.newBuilder()
                .setRejectionId(id)
                .setReason(RejectionReason.TRUNCATED)
                .setDetail("")
                .setTopic("tracks")
                .setPartition(partition)
                .setOffset(partition)
                .setBytes(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private static EventDigest of(RejectedTrack... events) {
        EventDigest digest = new EventDigest();
        for (RejectedTrack event : events) {
            digest.add(Topic.REJECTED_TRACKS, event);
        }
        return digest;
    }

    @Test
    void theOrderAndThePartitionOfRejectedRecordsDoNotCount() {
        EventDigest digest = of(rejected("a", "one", 0), rejected("b", "two", 0));
        assertThat(digest.hex()).hasSize(64);
        assertThat(of(rejected("b", "two", 3), rejected("a", "one", 1)).hex()).isEqualTo(digest.hex());
        assertThat(of(rejected("a", "one", 0), rejected("b", "other", 0)).hex()).isNotEqualTo(digest.hex());
        assertThat(of(rejected("a", "one", 0)).hex()).isNotEqualTo(digest.hex());
    }

    @Test
    void aRepeatedRecordCountsOnceAndIsSaid() {
        EventDigest once = of(rejected("a", "one", 0));
        EventDigest twice = of(rejected("a", "one", 0), rejected("a", "one", 0));
        assertThat(twice.hex()).isEqualTo(once.hex());
        assertThat(twice.events()).isEqualTo(1);
        assertThat(twice.repeats()).isEqualTo(1);
        assertThat(twice.line()).contains("1 records came twice");
    }

    @Test
    void thePlaceOfAnEventIsItsTopicAndAPromiseIsNoEvent() {
        EventDigest digest = of(rejected("a", "one", 0));
        String before = digest.hex();
        digest.add(Topic.ORBITS, ProgressCodec.toWire(new Progress("determine-orbits", 0, 1, 5)));
        assertThat(digest.hex()).isEqualTo(before);
        assertThat(digest.events()).isEqualTo(1);
    }
}
