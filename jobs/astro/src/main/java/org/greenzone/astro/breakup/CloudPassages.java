package org.greenzone.astro.breakup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.greenzone.astro.conjunction.Ephemeris;
import org.greenzone.astro.physics.LeapSeconds;
import org.greenzone.astro.physics.Vectors;

/**
 * When an asset crosses the cloud of a breakup, and how many fragments it meets, from the parent's orbit and the epoch alone.
 *
 * <p>Each sample's own plane is crossed at its own instant; there it misses the asset by so much in height, and comes so many seconds later. Both are turned to the
 * plane across the relative velocity and smoothed by a product of Gaussians (Silverman 1986: robust sigma times n^(-1/6) for two dimensions), along
 * the track with the images one revolution before and after. The sum over the samples is the fluence (1/m2), spread over the
 * instants it is the flux. So the swarm of the first hours is met only where it is, and the ring everywhere.
 *
 * <p>The probability is 1 - exp(-fluence x cross section); fragments count as points. NOT valid where asset and cloud share a plane. The fluence
 * of few samples is noisy: 1000 samples a half give some ten percent in a spread cloud.
 */
public final class CloudPassages {
    private static final double STEP_SECONDS = 20;
    private static final double LEAST_HEIGHT_WIDTH = 2_000;
    private static final double LEAST_TRACK_WIDTH = 5_000;
    private static final double OUTSIDE_PART = 0.005;
    private static final double FARTHEST_SECONDS = 900;
    private static final int ITERATIONS = 4;
    private static final int SHELL_STEPS = 200;
    private static final double NORMAL_QUARTILES = 1.349;

    private final LeapSeconds leapSeconds;

    public CloudPassages(LeapSeconds leapSeconds) {
        this.leapSeconds = leapSeconds;
    }

    /**
     * What crosses what.
     *
     * @param assetId the asset
     * @param asset its motion, seconds from {@code fromMicros}
     * @param crossSectionSquareMetres of the asset
     * @param parentId the parent
     * @param parent its motion as if it were whole, likewise
     * @param fromMicros start and origin of the seconds
     * @param toMicros end
     */
    public record Question(
            String assetId,
            Ephemeris asset,
            double crossSectionSquareMetres,
            String parentId,
            Ephemeris parent,
            long fromMicros,
            long toMicros) {}

    /** Passages in the order of time. Those before the epoch of the cloud are left out. */
    public List<CloudPassage> find(Question question, FragmentCloud cloud) {
        List<CloudPassage> found = new ArrayList<>();
        for (Crossing crossing : crossings(question, cloud)) {
            found.add(crossing.passage(question, leapSeconds));
        }
        return List.copyOf(found);
    }

    /** Flux and density in steps over the whole time. */
    public CloudFlux flux(Question question, FragmentCloud cloud, double stepSeconds) {
        double length = leapSeconds.elapsedSeconds(question.fromMicros(), question.toMicros());
        double[] flux = new double[(int) Math.ceil(length / stepSeconds)];
        double[] density = new double[flux.length];
        for (Crossing crossing : crossings(question, cloud)) {
            double[] fluence = crossing.fluence();
            for (int i = 0; i < crossing.n; i++) {
                int step = (int) Math.floor(crossing.time[i] / stepSeconds);
                if (step >= 0 && step < flux.length) {
                    flux[step] += fluence[i] / stepSeconds;
                    density[step] += fluence[i] / stepSeconds / crossing.speed[i];
                }
            }
        }
        return new CloudFlux(question.fromMicros(), stepSeconds, flux, density);
    }

    private List<Crossing> crossings(Question question, FragmentCloud cloud) {
        double epoch = leapSeconds.elapsedSeconds(question.fromMicros(), cloud.epochMicros());
        List<Crossing> crossings = new ArrayList<>();
        List<Passage> planes = new PlanePassages(leapSeconds)
                .find(
                        question.assetId(),
                        question.asset(),
                        question.parentId(),
                        question.parent(),
                        question.fromMicros(),
                        question.toMicros());
        for (Passage plane : planes) {
            double at = leapSeconds.elapsedSeconds(question.fromMicros(), plane.crossingMicros());
            if (at > epoch) {
                crossings.add(new Crossing(plane, at, epoch, question, cloud));
            }
        }
        return crossings;
    }

    /** Asset's states about one crossing, interpolated by cubics. */
    private static final class NearAsset {
        private final double first;
        private final double[] states;

        NearAsset(Ephemeris asset, double centre) {
            int n = (int) Math.ceil(2 * FARTHEST_SECONDS / STEP_SECONDS) + 1;
            first = centre - FARTHEST_SECONDS;
            states = new double[6 * n];
            double[] state = new double[6];
            for (int i = 0; i < n; i++) {
                asset.state(first + i * STEP_SECONDS, state);
                System.arraycopy(state, 0, states, 6 * i, 6);
            }
        }

        void state(double seconds, double[] out6) {
            double x = (seconds - first) / STEP_SECONDS;
            int i = Math.max(0, Math.min(states.length / 6 - 2, (int) Math.floor(x)));
            double u = x - i;
            double h = STEP_SECONDS;
            for (int j = 0; j < 3; j++) {
                double p0 = states[6 * i + j];
                double p1 = states[6 * i + 6 + j];
                double v0 = states[6 * i + 3 + j] * h;
                double v1 = states[6 * i + 9 + j] * h;
                double a = p1 - p0 - v0;
                double b = v1 - v0 - 2 * a;
                out6[j] = p0 + u * (v0 + u * (a - b + u * b));
                out6[3 + j] = (v0 + u * (2 * (a - b) + u * 3 * b)) / h;
            }
        }
    }

    /** All samples as the asset crosses their planes about one crossing of the parent's. */
    private static final class Crossing {
        private final Passage plane;
        private final NearAsset near;
        private final double centre;
        private final double[] time;
        private final double[] height;
        private final double[] track;
        private final double[] turn;
        private final double[] speed;
        private final double[] weight;
        private final boolean[] tracked;
        private int n;

        Crossing(Passage plane, double centre, double epoch, Question question, FragmentCloud cloud) {
            this.plane = plane;
            this.centre = centre;
            this.near = new NearAsset(question.asset(), centre);
            int size = cloud.size();
            time = new double[size];
            height = new double[size];
            track = new double[size];
            turn = new double[size];
            speed = new double[size];
            weight = new double[size];
            tracked = new boolean[size];
            double[] asset = new double[6];
            double[] fragment = new double[6];
            double[] normal = new double[3];
            for (int i = 0; i < size; i++) {
                double t = centre;
                for (int k = 0; k < ITERATIONS && Math.abs(t - centre) < FARTHEST_SECONDS; k++) {
                    near.state(t, asset);
                    cloud.normal(i, t - epoch, normal);
                    t -= Vectors.dot(asset, normal) / Vectors.dot(Vectors.velocity(asset), normal);
                }
                if (!(Math.abs(t - centre) < FARTHEST_SECONDS) || t < epoch) {
                    continue;
                }
                near.state(t, asset);
                double late = cloud.passing(i, t - epoch, asset, fragment);
                if (Double.isNaN(late)) {
                    continue;
                }
                double[] own = Vectors.velocity(fragment);
                double[] other = Vectors.velocity(asset);
                double[] relative = {own[0] - other[0], own[1] - other[1], own[2] - other[2]};
                speed[n] = Vectors.norm(relative);
                double across = Vectors.norm(Vectors.cross(own, other)) / speed[n];
                time[n] = t;
                height[n] = Vectors.norm(fragment) - Vectors.norm(asset);
                track[n] = late * across;
                turn[n] = cloud.period(i) * across;
                weight[n] = cloud.weight(i);
                tracked[n++] = cloud.tracked(i);
            }
        }

        /** Contribution of each sample, 1/m2. */
        double[] fluence() {
            double heightWidth = Math.max(LEAST_HEIGHT_WIDTH, width(height));
            double trackWidth = Math.max(LEAST_TRACK_WIDTH, width(track));
            double[] fluence = new double[n];
            for (int i = 0; i < n; i++) {
                double along = gaussian(track[i], trackWidth)
                        + gaussian(track[i] - turn[i], trackWidth)
                        + gaussian(track[i] + turn[i], trackWidth);
                fluence[i] = weight[i] * gaussian(height[i], heightWidth) * along;
            }
            return fluence;
        }

        private double width(double[] values) {
            double[] sorted = Arrays.copyOf(values, n);
            Arrays.sort(sorted);
            return n < 2
                    ? 0
                    : (sorted[3 * (n - 1) / 4] - sorted[(n - 1) / 4]) / NORMAL_QUARTILES * Math.pow(n, -1.0 / 6);
        }

        private static double gaussian(double x, double sigma) {
            double u = x / sigma;
            return Math.exp(-0.5 * u * u) / (sigma * Math.sqrt(2 * Math.PI));
        }

        CloudPassage passage(Question question, LeapSeconds leapSeconds) {
            double[] fluence = fluence();
            double heightWidth = Math.max(LEAST_HEIGHT_WIDTH, width(height));
            double all = 0;
            double below = 0;
            double speeds = 0;
            double[][] planes = new double[n][];
            double planeSum = 0;
            for (int i = 0; i < n; i++) {
                all += fluence[i];
                below += tracked[i] ? 0 : fluence[i];
                speeds += fluence[i] * speed[i];
                double part = weight[i] * gaussian(height[i], heightWidth);
                planes[i] = new double[] {time[i], part};
                planeSum += part;
            }
            Arrays.sort(planes, (a, b) -> Double.compare(a[0], b[0]));
            double enter = quantile(planes, OUTSIDE_PART * planeSum);
            double leave = quantile(planes, (1 - OUTSIDE_PART) * planeSum);
            double area = question.crossSectionSquareMetres();
            return new CloudPassage(
                    plane,
                    leapSeconds.plusSeconds(question.fromMicros(), enter),
                    leapSeconds.plusSeconds(question.fromMicros(), leave),
                    leapSeconds.plusSeconds(question.fromMicros(), closestToShell(question.parent(), enter, leave)),
                    all > 0 ? speeds / all : plane.relativeSpeedMetresPerSecond(),
                    all,
                    below,
                    -Math.expm1(-all * area),
                    -Math.expm1(-below * area));
        }

        private double quantile(double[][] planes, double wanted) {
            double sum = 0;
            for (double[] one : planes) {
                sum += one[1];
                if (sum > 0 && sum >= wanted) {
                    return one[0];
                }
            }
            return centre;
        }

        /** When the asset's radius is nearest to that of the parent's osculating orbit in its direction. */
        private double closestToShell(Ephemeris parent, double enter, double leave) {
            double[] p = new double[6];
            double[] asset = new double[6];
            double best = centre;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i <= SHELL_STEPS; i++) {
                double t = enter + (leave - enter) * i / SHELL_STEPS;
                if (!parent.state(t, p)) {
                    return centre;
                }
                near.state(t, asset);
                double separation = Math.abs(radius(p, asset) - Vectors.norm(asset));
                if (separation < least) {
                    least = separation;
                    best = t;
                }
            }
            return best;
        }

        private static double radius(double[] p, double[] direction) {
            double[] v = Vectors.velocity(p);
            double[] h = Vectors.cross(p, v);
            double[] vh = Vectors.cross(v, h);
            double r = Vectors.norm(p);
            double[] n = Vectors.unit(h);
            double off = Vectors.dot(direction, n);
            double[] flat = new double[3];
            double[] e = new double[3];
            for (int j = 0; j < 3; j++) {
                flat[j] = direction[j] - off * n[j];
                e[j] = vh[j] / FragmentCloud.MU - p[j] / r;
            }
            return Vectors.dot(h, h) / FragmentCloud.MU / (1 + Vectors.dot(e, Vectors.unit(flat)));
        }
    }
}
