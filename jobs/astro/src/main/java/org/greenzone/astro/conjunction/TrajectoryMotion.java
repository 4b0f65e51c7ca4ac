package org.greenzone.astro.conjunction;

import java.util.Arrays;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.LeapSeconds;

/** Motion of a numerically propagated object in GCRF. */
public final class TrajectoryMotion implements Ephemeris {
    private final Trajectory trajectory;
    private final double epochSeconds;

    /** @param originMicros UTC instant from which seconds count, microseconds since 1970 */
    public TrajectoryMotion(LeapSeconds leapSeconds, Trajectory trajectory, long originMicros) {
        this.trajectory = trajectory;
        this.epochSeconds = leapSeconds.elapsedSeconds(originMicros, trajectory.epochMicros());
    }

    @Override
    public double firstSeconds() {
        return trajectory.firstSeconds() + epochSeconds;
    }

    @Override
    public double lastSeconds() {
        return trajectory.lastSeconds() + epochSeconds;
    }

    @Override
    public boolean state(double seconds, double[] out6) {
        double s = seconds - epochSeconds;
        if (s >= trajectory.firstSeconds() && s <= trajectory.lastSeconds()) {
            trajectory.state(s, out6);
            return true;
        }
        Arrays.fill(out6, Double.NaN);
        return false;
    }

    @Override
    public double speedBound() {
        return EarthOrbitBounds.ESCAPE_SPEED;
    }
}
