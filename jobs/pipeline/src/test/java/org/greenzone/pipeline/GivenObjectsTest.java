package org.greenzone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.util.InstantiationUtil;
import org.greenzone.pipeline.jobs.ObjectArguments;
import org.greenzone.pipeline.stream.ReferenceData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GivenObjectsTest {
    @TempDir
    private Path folder;

    private static GivenObjects given(String... arguments) {
        ObjectArguments words = new ObjectArguments();
        new CommandLine(new Words(words)).parseArgs(arguments);
        return words.given();
    }

    /** A command that takes the words and no others. */
    @CommandLine.Command
    private static final class Words {
        @CommandLine.Mixin
        private final ObjectArguments words;

        private Words(ObjectArguments words) {
            this.words = words;
        }
    }

    private Path table(String content) throws IOException {
        return Files.writeString(folder.resolve("radii.csv"), content);
    }

    @Test
    void radiiAndCompanionsOfTheCommandLineTravelToTheJobs() throws Exception {
        Path table = table("ObjectID,HBR,HBRSigma,HBRSource\n13552,4.5,0.5,SFK RCS Estimate\n49044,6,,\n");
        GivenObjects given =
                given("--hard-body", table.toString(), "--companion", "25544=49044", "--companion", "25544=50000");
        GivenObjects there = InstantiationUtil.clone(given);
        assertThat(there.radii().of("13552").metres()).isEqualTo(4.5);
        assertThat(there.radii().of("13552").source()).isEqualTo("SFK RCS Estimate");
        assertThat(there.radii().find("25544")).isEmpty();
        assertThat(there.of(List.of(Samples.asset("25544")))).singleElement().satisfies(asset -> {
            assertThat(asset.companions()).containsExactly("49044", "50000");
            assertThat(asset.redProbability()).isEqualTo(Samples.asset("25544").redProbability());
        });
    }

    @Test
    void aDamagedTableAndAStrangeCompanionAreRefusedInOneLine() throws Exception {
        Path table = table("ObjectID,HBR\n13552,-4\n");
        assertThatThrownBy(() -> given("--hard-body", table.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--hard-body ")
                .hasMessageContaining("radii.csv:2: HBR")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> given("--companion", "25544")).hasMessage("--companion 25544: ASSET=OBJECT is wanted");
        assertThatThrownBy(() -> given("--companion", "1=2").of(List.of(Samples.asset("25544"))))
                .hasMessage("--companion 1=2: 1 is no protected asset");
    }

    @Test
    void twoAssetsOfOneIdAreRefused() {
        assertThatThrownBy(() -> new ReferenceData(List.of(), List.of(Samples.asset("25544"), Samples.asset("25544"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two protected assets have the id 25544; give each object once");
    }
}
