package org.greenzone.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthWriterTest {
    @Test
    void writesObjectsTracksAndStates(@TempDir Path folder) throws Exception {
        double nan = Double.NaN;
        TrueObject object = new TrueObject(
                "1",
                "A, \"B\"",
                "",
                2.5,
                nan,
                nan,
                0.01,
                0.005,
                new double[] {nan, nan, nan},
                1_636_934_400_000_000L,
                1_636_938_000_000_001L,
                false,
                List.of(new TrueState(1_636_934_400_000_000L, new double[] {1, 2, 3, 4, 5, 0.1})));
        SimulationResult result = new SimulationResult(
                0,
                1,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(object),
                List.of(new TrueTrack("t", "1")),
                Map.of());
        assertThat(TruthWriter.write(result, folder.resolve("new")))
                .extracting(p -> p.getFileName().toString())
                .containsExactly("truth-objects.csv", "truth-tracks.csv", "truth-states.csv");
        assertThat(Files.readAllLines(folder.resolve("new/truth-objects.csv")).get(1))
                .isEqualTo("1,\"A, \"\"B\"\"\",,2.5,,,0.01,0.005,,,,2021-11-15T00:00:00.000000Z,"
                        + "2021-11-15T01:00:00.000001Z,false");
        assertThat(Files.readAllLines(folder.resolve("new/truth-tracks.csv")))
                .containsExactly("trackId,objectId", "t,1");
        assertThat(Files.readAllLines(folder.resolve("new/truth-states.csv")).get(1))
                .isEqualTo("1,2021-11-15T00:00:00.000000Z,1.0,2.0,3.0,4.0,5.0,0.1");
    }
}
