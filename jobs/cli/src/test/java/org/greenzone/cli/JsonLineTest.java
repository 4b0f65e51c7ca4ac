package org.greenzone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLineTest {
    @Test
    void fieldsKeepTheirOrderAndNumbersTheirDigits() {
        String line = new JsonLine()
                .add("z", "a \"b\"")
                .add("y", 0.1 + 0.2)
                .add("x", new double[] {1, Double.NaN})
                .add("w", List.of("p", "q"))
                .add("v", Map.of("k", 1e-30))
                .add("u", true)
                .addNull("t")
                .addTime("s", 0)
                .end();
        assertThat(line)
                .isEqualTo("{\"z\":\"a \\\"b\\\"\",\"y\":0.30000000000000004,\"x\":[1.0,null],\"w\":[\"p\",\"q\"],"
                        + "\"v\":{\"k\":1.0E-30},\"u\":true,\"t\":null,\"s\":\"1970-01-01T00:00:00.000000Z\"}");
    }
}
