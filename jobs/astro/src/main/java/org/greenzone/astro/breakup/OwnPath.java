package org.greenzone.astro.breakup;

import java.util.Optional;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.catalogue.Sgp4Ephemeris;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.physics.Vectors;

/**
 * The path of an element set near a given instant: where and when it comes nearest to a place.
 *
 * <p>Mean elements know the path of an object much better than its place on it: two weeks back the one is good to a
 * kilometre, the other to a whole revolution where drag is strong. So the object is moved along its own path to the
 * direction of the place, and what remains is told apart: the distance of the path, and the time by which the object comes late. SGP4 in TEME
 * of date; the turning of the node during that time is taken back. Not thread-safe.
 */
final class OwnPath {
    private static final double J2 = 1.08262668e-3;
    private static final double EARTH_RADIUS = 6_378_135;
    private static final double MU = 3.986008e14;

    /** Change of the drag term by which its effect on the delay is found. */
    private static final double DRAG_STEP = 0.01;

    private static final int ITERATIONS = 6;
    private static final double CLOSE_SECONDS = 1e-3;

    private final ElementSet elements;
    private final Sgp4Ephemeris nominal;
    private final Sgp4Ephemeris moreDrag;
    private final double epochSeconds;
    private final double nodeRate;

    /** @param originMicros instant from which seconds count, UTC microseconds since 1970 */
    OwnPath(PhysicalData physics, ElementSet elements, long originMicros) {
        this.elements = elements;
        this.nominal = new Sgp4Ephemeris(physics, elements);
        this.moreDrag = new Sgp4Ephemeris(physics, withDrag(elements, elements.bStar() * (1 + DRAG_STEP)));
        this.epochSeconds = physics.leapSeconds().elapsedSeconds(originMicros, elements.epochMicros());
        double n = elements.meanMotionRadiansPerSecond();
        double axis = Math.cbrt(MU / (n * n));
        double parameter = axis * (1 - elements.eccentricity() * elements.eccentricity());
        double ratio = EARTH_RADIUS / parameter;
        this.nodeRate = -1.5 * J2 * ratio * ratio * n * Math.cos(elements.inclinationRadians());
    }

    ElementSet elements() {
        return elements;
    }

    double periodSeconds() {
        return 2 * Math.PI / elements.meanMotionRadiansPerSecond();
    }

    /** State in TEME; {@code false} where SGP4 has none. */
    boolean state(double seconds, double[] out6) {
        return nominal.stateTeme(seconds - epochSeconds, out6);
    }

    /**
     * How the path meets a place at an instant.
     *
     * @param place state of the thing that stands there (TEME, m, m/s)
     * @return empty where SGP4 has no state
     */
    Optional<Arrival> arrival(double seconds, double[] place) {
        return arrival(nominal, seconds, place);
    }

    /**
     * Seconds by which the delay grows when the drag term is too large by its own size; the error of the drag term over the
     * time from the epoch, as seen at the place. Zero where SGP4 has no state.
     */
    double delayByDrag(double seconds, double[] place, double delaySeconds) {
        double period = periodSeconds();
        return arrival(moreDrag, seconds, place)
                .map(more -> Math.IEEEremainder(more.delaySeconds() - delaySeconds, period) / DRAG_STEP)
                .orElse(0.0);
    }

    private Optional<Arrival> arrival(Sgp4Ephemeris ephemeris, double seconds, double[] place) {
        double[] s = new double[6];
        double delay = 0;
        double radius = Vectors.norm(place);
        for (int i = 0; i < ITERATIONS; i++) {
            if (!ephemeris.stateTeme(seconds + delay - epochSeconds, s)) {
                return Optional.empty();
            }
            Vectors.turn(s, -nodeRate * delay);
            double[] momentum = Vectors.cross(s, Vectors.velocity(s));
            double size = Vectors.norm(momentum);
            double r = Vectors.norm(s);
            // Angle along the own path to the direction of the place.
            double along = Math.atan2(Vectors.dot(Vectors.cross(s, place), momentum) / size, Vectors.dot(s, place));
            double step = along * r * r / size;
            delay += step;
            if (Math.abs(step) < CLOSE_SECONDS) {
                break;
            }
        }
        double[] normal = Vectors.normal(s);
        double[] placeVelocity = Vectors.velocity(place);
        double r = Vectors.norm(s);
        double radialSpeed = Vectors.dot(s, Vectors.velocity(s)) / r;
        double placeRadialSpeed = Vectors.dot(place, placeVelocity) / radius;
        return Optional.of(new Arrival(
                Vectors.dot(place, normal),
                r - radius,
                delay,
                Vectors.dot(placeVelocity, normal),
                radialSpeed - placeRadialSpeed,
                new double[] {s[3] - placeVelocity[0], s[4] - placeVelocity[1], s[5] - placeVelocity[2]}));
    }

    private static ElementSet withDrag(ElementSet e, double bStar) {
        return new ElementSet(
                e.objectId(),
                e.objectName(),
                e.internationalDesignator(),
                e.epochMicros(),
                e.meanMotionRadiansPerSecond(),
                e.meanMotionDotRadiansPerSecond2(),
                e.meanMotionDotDotRadiansPerSecond3(),
                e.eccentricity(),
                e.inclinationRadians(),
                e.rightAscensionOfNodeRadians(),
                e.argumentOfPerigeeRadians(),
                e.meanAnomalyRadians(),
                bStar,
                e.ephemerisType(),
                e.elementSetNumber(),
                e.revolutionNumber());
    }

    /**
     * How a path meets a moving place.
     *
     * @param crossMetres height of the place above the plane of the path
     * @param radialMetres radius of the path in the direction of the place minus the radius of the place
     * @param delaySeconds time until the object is there (negative: it has been)
     * @param crossRate change of crossMetres as the place moves on, m/s
     * @param radialRate change of radialMetres, m/s
     * @param relativeVelocity velocity of the object there minus that of the place, TEME, m/s
     */
    record Arrival(
            double crossMetres,
            double radialMetres,
            double delaySeconds,
            double crossRate,
            double radialRate,
            double[] relativeVelocity) {
        double distanceMetres() {
            return Math.hypot(crossMetres, radialMetres);
        }

        double speed() {
            return Vectors.norm(relativeVelocity);
        }
    }
}
