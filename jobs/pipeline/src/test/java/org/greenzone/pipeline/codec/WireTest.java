package org.greenzone.pipeline.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.greenzone.pipeline.Samples;
import org.greenzone.schemas.RejectionReason;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WireTest {
    @BeforeAll
    static void trust() {
        Wire.trustOwnSchemas();
    }

    private static byte[] track() {
        return Wire.encode(TrackCodec.toWire(Samples.track("ksr", Samples.MIDNIGHT)));
    }

    private static RejectionReason reason(byte[] bytes) {
        return ((Wire.Broken) Wire.decode(bytes)).reason();
    }

    @Test
    void eachTruncationOfATrackIsBrokenAndNoneThrows() {
        byte[] whole = track();
        for (int length = 0; length < whole.length; length++) {
            assertThat(Wire.decode(Arrays.copyOf(whole, length))).isInstanceOf(Wire.Broken.class);
        }
        assertThat(reason(Arrays.copyOf(whole, whole.length - 1))).isEqualTo(RejectionReason.TRUNCATED);
    }

    @Test
    void trailingBytesAreNotPartOfATrack() {
        byte[] whole = track();
        assertThat(reason(Arrays.copyOf(whole, whole.length + 1))).isEqualTo(RejectionReason.TRAILING_BYTES);
    }

    @Test
    void bytesWithoutHeaderAreNotAvro() {
        assertThat(reason("hello, radar".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(RejectionReason.NOT_AVRO);
    }

    @Test
    void anUnknownFingerprintIsNamed() {
        byte[] bytes = track();
        bytes[5] ^= 1;
        assertThat(reason(bytes)).isEqualTo(RejectionReason.UNKNOWN_SCHEMA);
    }

    @Test
    void randomBytesBehindAGoodHeaderNeverThrow() {
        SplittableRandom random = new SplittableRandom(1408);
        byte[] header = Arrays.copyOf(track(), 10);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = Arrays.copyOf(header, 10 + random.nextInt(300));
            for (int k = 10; k < bytes.length; k++) {
                bytes[k] = (byte) random.nextInt(256);
            }
            assertThat(Wire.decode(bytes)).isNotNull();
        }
    }
}
