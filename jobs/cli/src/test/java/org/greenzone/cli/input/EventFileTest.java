package org.greenzone.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecordBase;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Track;
import org.greenzone.formats.ReadResult;
import org.greenzone.pipeline.codec.TrackCodec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    private static final int RECORDS = 2000;

    @TempDir
    Path folder;

    private Path file;
    private byte[] whole;

    @BeforeEach
    void write() throws Exception {
        List<org.greenzone.schemas.Track> tracks = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            tracks.add(TrackCodec.toWire(Track.of(
                    "ksr",
                    "ksr",
                    "test",
                    "",
                    List.of(),
                    List.of(Measurement.at(1_636_934_400_000_000L + i).withRange(800_000.125 + i, 15)))));
        }
        file = folder.resolve("tracks.avro");
        EventFile.write(file, org.greenzone.schemas.Track.getClassSchema(), tracks);
        whole = Files.readAllBytes(file);
    }

    private ReadResult<SpecificRecordBase> read(byte[] bytes) throws Exception {
        Files.write(file, bytes);
        return EventFile.read(file);
    }

    @Test
    void aFileIsReadBackWholeAndOfACutOneTheBlocksBeforeTheCut() throws Exception {
        assertThat(read(whole).records()).hasSize(RECORDS);
        assertThat(read(whole).problems()).isEmpty();
        ReadResult<SpecificRecordBase> cut = read(Arrays.copyOf(whole, whole.length - 20));
        assertThat(cut.records()).isNotEmpty().hasSizeLessThan(RECORDS);
        assertThat(cut.problems()).singleElement().asString().contains("cut short");
    }

    /** Two thousand million bytes are promised: room for them was made before anybody looked whether they are there. */
    @Test
    @Timeout(20)
    void aBlockThatPromisesMoreThanTheFileHoldsEndsTheReading() throws Exception {
        byte[] mark = Arrays.copyOfRange(whole, whole.length - 16, whole.length);
        int head = indexOf(whole, mark) + 16;
        byte[] promise = {2, (byte) 0xF6, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
        byte[] hostile = Arrays.copyOf(whole, head + promise.length + 40);
        System.arraycopy(promise, 0, hostile, head, promise.length);
        System.arraycopy(mark, 0, hostile, hostile.length - 16, 16);
        ReadResult<SpecificRecordBase> read = read(hostile);
        assertThat(read.records()).isEmpty();
        assertThat(read.problems()).singleElement().asString().contains("promises more than it holds");
    }

    private static int indexOf(byte[] all, byte[] part) {
        for (int i = 0; i + part.length <= all.length; i++) {
            if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }

    @Test
    @Timeout(30)
    void changedBytesAreProblemsAndNeverAnythingElse() throws Exception {
        SplittableRandom random = new SplittableRandom(1408);
        byte[] small = Arrays.copyOf(whole, Math.min(whole.length, 12_000));
        for (int i = 0; i < 1500; i++) {
            byte[] changed = small.clone();
            for (int k = random.nextInt(1, 6); k > 0; k--) {
                // Mostly in the head and the first block, where lengths stand.
                changed[random.nextInt(random.nextInt(10) < 8 ? 900 : changed.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, changed);
            if (EventFile.isOne(file)) {
                EventFile.span(file);
                assertThat(EventFile.read(file).problems()).isNotNull();
            }
        }
    }
}
