package org.greenzone.simulator.radar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.dynamics.OrbitalState;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.EarthRotation;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Site.FieldOfView;
import org.greenzone.astro.track.SiteFrame;
import org.junit.jupiter.api.Test;

class FanStaysTest {
    private static final PhysicalData PHYSICS = PhysicalData.builtIn();
    private static final long START = 1_636_934_400_000_000L;
    private static final double SPAN = 43_200;
    private static final double FINE_STEP = 0.25;

    private static Site site(double latitude, double longitude, FieldOfView... fields) {
        return new Site(
                "s",
                List.of(),
                "",
                Math.toRadians(latitude),
                Math.toRadians(longitude),
                100,
                Site.Noise.GENERIC,
                Site.Bias.NONE,
                Double.NaN,
                1,
                List.of(fields),
                2.5e6);
    }

    private static FieldOfView fan(double azimuth, double halfWidth, double elevation) {
        return new FieldOfView(Math.toRadians(azimuth), Math.toRadians(halfWidth), Math.toRadians(elevation));
    }

    private static Trajectory trajectory(double speed, double tilt) {
        double[] state = {
            6_900_000, 0, 100_000, 0, speed * Math.cos(Math.toRadians(tilt)), speed * Math.sin(Math.toRadians(tilt))
        };
        return new OrbitPropagator(PHYSICS, new ForceModel(8, false, false, false, false))
                .propagate(new OrbitalState(START, state, 0, 0), 0, SPAN);
    }

    @Test
    void findsTheStaysThatAFineScanOfTheGeometryFinds() {
        int found = 0;
        for (double latitude : new double[] {-45, 10.6, 65}) {
            Site site = site(latitude, latitude * 3, fan(270, 2, 15), fan(30, 0.5, 20), fan(0, 90, 45));
            for (double tilt : new double[] {51.6, 82.6, 97.5}) {
                for (double speed : new double[] {7600, 7900}) {
                    Trajectory trajectory = trajectory(speed, tilt);
                    Timeline timeline = Timeline.of(START, START + (long) (SPAN * 1e6), PHYSICS.leapSeconds());
                    SiteGrid grid = new SiteGrid(new EarthRotation(PHYSICS), site, timeline);
                    List<FanStay> stays = new FanStays(grid, site).find(trajectory, 0, 0, SPAN);
                    List<FanStay> scanned = scan(trajectory, site);
                    assertThat(stays).hasSameSizeAs(scanned);
                    for (int i = 0; i < stays.size(); i++) {
                        assertThat(stays.get(i).field())
                                .isEqualTo(scanned.get(i).field());
                        assertThat(stays.get(i).enterSeconds())
                                .isEqualTo(scanned.get(i).enterSeconds(), within(1.01 * FINE_STEP));
                        assertThat(stays.get(i).exitSeconds())
                                .isEqualTo(scanned.get(i).exitSeconds(), within(1.01 * FINE_STEP));
                    }
                    found += stays.size();
                }
            }
        }
        assertThat(found).isGreaterThan(40);
    }

    /** Azimuth, elevation and range at each fine step, from the exact frame of the site. */
    private static List<FanStay> scan(Trajectory trajectory, Site site) {
        SiteFrame frame = new SiteFrame(new EarthRotation(PHYSICS), site);
        List<List<FanStay>> byField = new ArrayList<>();
        double[] entered = new double[site.fields().size()];
        for (int field = 0; field < entered.length; field++) {
            byField.add(new ArrayList<>());
            entered[field] = Double.NaN;
        }
        double[] position = new double[3];
        double[] state = new double[6];
        double[] axes = new double[9];
        double last = 0;
        double step = FINE_STEP;
        for (double t = 0; t <= SPAN; t += step) {
            long micros = START + Math.round(t * 1e6);
            trajectory.position(t, position);
            frame.stateGcrf(micros, state);
            double[] d = {position[0] - state[0], position[1] - state[1], position[2] - state[2]};
            double range = Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
            // Nothing comes near faster than this, so far objects may be passed over.
            step = FINE_STEP * Math.max(1, Math.floor((range - 2.6e6) / 12_000 / FINE_STEP));
            double elevation = -1;
            double azimuth = 0;
            if (range < 4e6) {
                frame.enuAxes(micros, axes);
                double east = axes[0] * d[0] + axes[1] * d[1] + axes[2] * d[2];
                double north = axes[3] * d[0] + axes[4] * d[1] + axes[5] * d[2];
                elevation = Math.asin((axes[6] * d[0] + axes[7] * d[1] + axes[8] * d[2]) / range);
                azimuth = Math.atan2(east, north);
            }
            for (int field = 0; field < entered.length; field++) {
                FieldOfView fan = site.fields().get(field);
                double offPlane = Math.asin(Math.cos(elevation) * Math.sin(azimuth - fan.boresightAzimuthRadians()));
                boolean inside = range <= site.maximumRangeMetres()
                        && elevation >= fan.minimumElevationRadians()
                        && Math.abs(offPlane) <= fan.halfWidthRadians();
                if (inside && Double.isNaN(entered[field])) {
                    entered[field] = t;
                } else if (!inside && !Double.isNaN(entered[field])) {
                    byField.get(field).add(new FanStay(field, entered[field], last));
                    entered[field] = Double.NaN;
                }
            }
            last = t + step - FINE_STEP;
        }
        for (int field = 0; field < entered.length; field++) {
            if (!Double.isNaN(entered[field])) {
                byField.get(field).add(new FanStay(field, entered[field], last));
            }
        }
        return byField.stream().flatMap(List::stream).toList();
    }
}
