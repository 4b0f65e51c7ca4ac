package org.greenzone.astro.conjunction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectionCellsTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.11, 0.155, 0.4})
    void directionsWithinTheAngleLieInCellsThatAreSearchedTogether(double angle) {
        DirectionCells cells = new DirectionCells(angle);
        Random random = new Random(8);
        int near = 0;
        for (int n = 0; n < 200_000; n++) {
            // Many near the poles and near the seam of the longitudes.
            double latitude = Math.asin(Math.cbrt(2 * random.nextDouble() - 1));
            double longitude = (n & 1) == 0 ? 2 * Math.PI * random.nextDouble() : 0.1 * random.nextGaussian();
            double turn = angle * Math.sqrt(random.nextDouble());
            double bearing = 2 * Math.PI * random.nextDouble();
            double latitude2 = Math.asin(
                    Math.sin(latitude) * Math.cos(turn) + Math.cos(latitude) * Math.sin(turn) * Math.cos(bearing));
            double longitude2 = longitude
                    + Math.atan2(
                            Math.sin(bearing) * Math.sin(turn) * Math.cos(latitude),
                            Math.cos(turn) - Math.sin(latitude) * Math.sin(latitude2));
            int one = cell(cells, latitude, longitude);
            int other = cell(cells, latitude2, longitude2);
            assertThat(searched(cells, one, other) || searched(cells, other, one))
                    .as("%s %s and %s %s", latitude, longitude, latitude2, longitude2)
                    .isTrue();
            near += one == other ? 1 : 0;
        }
        assertThat(near).isBetween(1000, 199_000);
        assertThat(cells.size()).isGreaterThan((int) (1.5 / (angle * angle)));
    }

    private static int cell(DirectionCells cells, double latitude, double longitude) {
        return cells.cell(
                (float) (Math.cos(latitude) * Math.cos(longitude)),
                (float) (Math.cos(latitude) * Math.sin(longitude)),
                (float) Math.sin(latitude));
    }

    private static boolean searched(DirectionCells cells, int from, int to) {
        return from == to
                || cells.next(from) == to
                || (to >= cells.aboveFrom(from) && to < cells.aboveTo(from))
                || (to >= cells.wrappedFrom(from) && to < cells.wrappedTo(from));
    }
}
