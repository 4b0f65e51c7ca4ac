package org.greenzone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TimesTest {
    @Test
    void whatIsPrintedIsReadBack() {
        long micros = 1_636_944_600_123_456L;
        assertThat(Times.iso(micros)).isEqualTo("2021-11-15T02:50:00.123456Z");
        assertThat(Times.parse(Times.iso(micros))).isEqualTo(micros);
    }

    @Test
    void timesWithoutZoneAreUtc() {
        assertThat(Times.parse("2021-11-15T02:50")).isEqualTo(Times.parse("2021-11-15T02:50:00Z"));
        assertThat(Times.parse("2021-11-15")).isEqualTo(Times.parse("2021-11-15T00:00:00.000Z"));
    }

    @Test
    void whatIsNoTimeIsNamed() {
        assertThatThrownBy(() -> Times.parse("yesterday"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("yesterday");
    }

    @Test
    void millisecondsRoundOverTheFullSecond() {
        assertThat(Times.forPeopleMillis(Times.parse("2021-11-15T02:49:59.999700Z")))
                .isEqualTo("2021-11-15 02:50:00.000");
    }
}
