package org.greenzone.pipeline.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.streaming.api.operators.StreamFlatMap;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.Events;
import org.greenzone.pipeline.Progress;
import org.greenzone.pipeline.RejectedTrack;
import org.greenzone.pipeline.Samples;
import org.greenzone.pipeline.operators.DecodeEvents;
import org.greenzone.pipeline.stream.Inbound;
import org.greenzone.pipeline.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A fixed budget of seeded damage of records of every schema: each is read, refused or passed over; nothing is thrown, and nothing stops a job. */
class WireFuzzTest {
    private static final int ROUNDS = 1500;

    private static List<SpecificRecordBase> goods() {
        var track = Samples.track("ksr", Samples.MIDNIGHT);
        return List.of(
                TrackCodec.toWire(track),
                ProgressCodec.toWire(new Progress("ksr", 0, 1, Samples.MIDNIGHT)),
                OrbitCodec.toWire(Samples.orbit("25544", 3, Samples.MIDNIGHT)),
                AssociationCodec.toWire(Association.correlated(
                        Samples.MIDNIGHT,
                        Samples.orbit("25544", 3, Samples.MIDNIGHT),
                        1.5,
                        List.of("25544", "1"),
                        track,
                        Samples.site("ksr"))),
                SiteCodec.toWire(Samples.site("ksr")),
                AssetCodec.toWire(Samples.asset("25544")),
                ManoeuvreCodec.toWire(Samples.manoeuvre()),
                ConjunctionCodec.toWire(Samples.conjunction()),
                ZoneStatusCodec.toWire(Samples.zoneStatus()),
                BreakupCodec.toWire(Samples.breakup()),
                PassageCodec.toWire(Samples.passage()),
                RejectedTrack.of("NOT_AVRO", "x", "tracks", 0, 7, Samples.MIDNIGHT, new byte[] {1, 2, 3})
                        .toWire());
    }

    private static byte[] damaged(byte[] good, SplittableRandom random) {
        byte[] bytes = good.clone();
        for (int i = random.nextInt(1, 5); i > 0 && bytes.length > 11; i--) {
            int at = random.nextInt(random.nextInt(20) == 0 ? 0 : 10, bytes.length);
            switch (random.nextInt(5)) {
                case 0, 1 -> bytes[at] = (byte) random.nextInt(256);
                // Lengths and times are numbers of up to ten bytes: the greatest that there are.
                case 2 -> {
                    int until = Math.min(bytes.length, at + random.nextInt(1, 11));
                    Arrays.fill(bytes, at, until, (byte) 0xFF);
                    bytes[until - 1] = (byte) random.nextInt(128);
                }
                case 3 -> bytes = Arrays.copyOf(bytes, at);
                default -> {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + random.nextInt(1, 30));
                    System.arraycopy(bytes, at, longer, longer.length - (bytes.length - at), bytes.length - at);
                    bytes = longer;
                }
            }
        }
        return bytes;
    }

    @Test
    @Timeout(60)
    void damagedRecordsOfEverySchemaAreReadRefusedOrPassedOver() throws Exception {
        List<OneInputStreamOperatorTestHarness<Inbound, Object>> decoders = new ArrayList<>();
        for (DecodeEvents<?, Object> decoder : decoders()) {
            decoders.add(new OneInputStreamOperatorTestHarness<>(new StreamFlatMap<>(decoder)));
            decoders.get(decoders.size() - 1).open();
        }
        int read = 0;
        int refused = 0;
        for (SpecificRecordBase good : goods()) {
            byte[] whole = Wire.encode(good);
            for (int round = 0; round < ROUNDS; round++) {
                byte[] bytes = damaged(whole, new SplittableRandom(round));
                if (Wire.decode(bytes) instanceof Wire.Message) {
                    read++;
                } else {
                    refused++;
                }
                Inbound inbound = Events.inbound(Topic.ORBITS, Samples.MIDNIGHT / 1000, bytes);
                for (OneInputStreamOperatorTestHarness<Inbound, Object> decoder : decoders) {
                    decoder.processElement(inbound, 0);
                    assertThat(decoder.extractOutputValues()).doesNotContainNull();
                    decoder.getOutput().clear();
                }
            }
        }
        for (OneInputStreamOperatorTestHarness<Inbound, Object> decoder : decoders) {
            decoder.close();
        }
        // Both happen, or the damage tells nothing.
        assertThat(read).isGreaterThan(ROUNDS);
        assertThat(refused).isGreaterThan(ROUNDS);
    }

    /** As the topologies bind them. */
    private static List<DecodeEvents<?, Object>> decoders() {
        return List.of(
                new DecodeEvents<>(org.greenzone.schemas.Orbit.class, OrbitCodec::fromWire),
                new DecodeEvents<>(org.greenzone.schemas.Association.class, AssociationCodec::fromWire),
                new DecodeEvents<>(org.greenzone.schemas.Site.class, SiteCodec::fromWire),
                new DecodeEvents<>(org.greenzone.schemas.Asset.class, AssetCodec::fromWire),
                new DecodeEvents<>(org.greenzone.schemas.Manoeuvre.class, ManoeuvreCodec::fromWire),
                new DecodeEvents<>(org.greenzone.schemas.Conjunction.class, ConjunctionCodec::fromWire),
                new DecodeEvents<>(org.greenzone.schemas.ZoneStatus.class, ZoneStatusCodec::fromWire),
                new DecodeEvents<>(org.greenzone.schemas.Breakup.class, BreakupCodec::fromWire),
                new DecodeEvents<>(org.greenzone.schemas.Passage.class, PassageCodec::fromWire));
    }
}
