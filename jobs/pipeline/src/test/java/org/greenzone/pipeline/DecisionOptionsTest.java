package org.greenzone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.pipeline.jobs.DecisionArguments;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class DecisionOptionsTest {
    @Command
    private static final class Line {
        @Mixin
        private final DecisionArguments decisions = new DecisionArguments();
    }

    private static DecisionOptions of(String... words) {
        Line line = new Line();
        new CommandLine(line).parseArgs(words);
        return line.decisions.options();
    }

    @Test
    void nothingNamedIsWhatTheAssetsAndTheRulesSay() {
        assertThat(of()).isEqualTo(DecisionOptions.DEFAULT);
        List<Asset> assets = List.of(Samples.asset("25544"));
        assertThat(DecisionOptions.DEFAULT.of(assets)).isEqualTo(assets);
    }

    @Test
    void whatIsNamedReachesAssetsZonesBurnsAndMasses() {
        DecisionOptions named = of(
                "--yellow",
                "1e-6",
                "--red",
                "1e-3",
                "--shelter",
                "2e-4",
                "--stable-updates",
                "2",
                "--execution-lead",
                "3",
                "--planning-lead",
                "10",
                "--mass",
                "13552=2000");
        Asset asset = named.of(List.of(Samples.asset("25544"))).get(0);
        assertThat(asset.yellowProbability()).isEqualTo(1e-6);
        assertThat(asset.redProbability()).isEqualTo(1e-3);
        assertThat(named.zoneRules().shelterProbability()).isEqualTo(2e-4);
        assertThat(named.zoneRules().stableUpdates()).isEqualTo(2);
        assertThat(named.zoneRules().burnMicros()).isEqualTo(3 * 3_600_000_000L);
        assertThat(named.zoneRules().planningMicros()).isEqualTo(10 * 3_600_000_000L);
        assertThat(named.burnRules().leadMicros()).isEqualTo(3 * 3_600_000_000L);
        assertThat(named.masses().kilograms()).isEqualTo(Map.of("13552", 2000.0));
    }

    @Test
    void whatContradictsItselfIsRefused() {
        assertThatThrownBy(() -> of("--yellow", "1e-3", "--red", "1e-4")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> of("--stable-updates", "5")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> of("--execution-lead", "40")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> of("--mass", "13552=-1")).isInstanceOf(IllegalArgumentException.class);
    }
}
