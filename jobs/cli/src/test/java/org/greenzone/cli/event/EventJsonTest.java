package org.greenzone.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.greenzone.pipeline.RejectedTrack;
import org.junit.jupiter.api.Test;

class EventJsonTest {
    @Test
    void aRejectedRecordTellsItsOwnTopicAndThatItCameFrom() throws Exception {
        RejectedTrack rejected =
                RejectedTrack.of("UNKNOWN_SITE", "no such site", "tracks", 1, 17, 0, new byte[] {1, 2});

        String line = EventJson.line("rejected-tracks", rejected.toWire());

        JsonNode json = new ObjectMapper()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .readTree(line);
        assertThat(json.get("topic").asText()).isEqualTo("rejected-tracks");
        assertThat(json.get("sourceTopic").asText()).isEqualTo("tracks");
        assertThat(json.get("offset").asLong()).isEqualTo(17);
        assertThat(json.get("bytes").asText()).isEqualTo("AQI=");
    }
}
