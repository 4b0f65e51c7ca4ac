package org.greenzone.simulator.radar;

import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.dynamics.Trajectory;
import org.greenzone.astro.physics.Vectors;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Site.FieldOfView;

/**
 * Finds when an object is in a fan of a site: near enough, high enough, and within the thickness of the fan.
 *
 * <p>First 30 s cells in which the object can be in view at all are found, with a margin that no object in Earth orbit
 * can cross in half a cell, so that nothing is lost; then these cells are walked in short steps, and the instants of
 * entry and exit are found by bisection to a millisecond. A fan that is crossed between two steps is noticed by the
 * change of side.
 */
public final class FanStays {
    private static final double WALK_SECONDS = 1.0;
    private static final double EDGE_SECONDS = 1e-3;

    /** Escape speed at the ground and the speed of a site, by half a cell. */
    private static final double REACH_METRES = (11_200 + 470) * SiteGrid.STEP_SECONDS / 2;

    private static final FieldOfView WHOLE_SKY = new FieldOfView(0, Math.PI / 2, 0);

    private final SiteGrid grid;
    private final List<FieldOfView> fields;
    private final double lowestElevation;
    private final double maximumRangeMetres;
    private final double[] position = new double[3];
    private final double[] local = new double[3];

    public FanStays(SiteGrid grid, Site site) {
        this.grid = grid;
        this.fields = site.fields().isEmpty() ? List.of(WHOLE_SKY) : site.fields();
        double lowest = Math.PI / 2;
        for (FieldOfView field : fields) {
            lowest = Math.min(lowest, field.minimumElevationRadians());
        }
        this.lowestElevation = lowest;
        this.maximumRangeMetres =
                Double.isNaN(site.maximumRangeMetres()) ? Double.POSITIVE_INFINITY : site.maximumRangeMetres();
    }

    /**
     * All stays in an interval, by fan and time.
     *
     * @param trajectory of the object
     * @param epochSeconds epoch of the trajectory in scenario seconds
     * @param fromSeconds start in scenario seconds, covered by the trajectory
     * @param toSeconds end in scenario seconds, covered by the trajectory
     */
    public List<FanStay> find(Trajectory trajectory, double epochSeconds, double fromSeconds, double toSeconds) {
        List<FanStay> stays = new ArrayList<>();
        List<double[]> stretches = stretches(trajectory, epochSeconds, fromSeconds, toSeconds);
        for (int field = 0; field < fields.size(); field++) {
            for (double[] stretch : stretches) {
                walk(trajectory, epochSeconds, field, stretch[0], stretch[1], stays);
            }
        }
        return stays;
    }

    /** Runs of cells in which the object may be in view. */
    private List<double[]> stretches(Trajectory trajectory, double epoch, double from, double to) {
        List<double[]> stretches = new ArrayList<>();
        double sine = Math.sin(lowestElevation);
        double begun = Double.NaN;
        double cell = from;
        while (cell < to) {
            double cellEnd = Math.min(cell + SiteGrid.STEP_SECONDS, to);
            place(trajectory, epoch, (cell + cellEnd) / 2);
            double range = Vectors.norm(local);
            boolean possible = range - REACH_METRES <= maximumRangeMetres
                    && local[2] + REACH_METRES >= sine * Math.max(0, range - REACH_METRES);
            if (possible && Double.isNaN(begun)) {
                begun = cell;
            } else if (!possible && !Double.isNaN(begun)) {
                stretches.add(new double[] {begun, cell});
                begun = Double.NaN;
            }
            cell = cellEnd;
        }
        if (!Double.isNaN(begun)) {
            stretches.add(new double[] {begun, to});
        }
        return stretches;
    }

    private void walk(Trajectory trajectory, double epoch, int field, double from, double to, List<FanStay> stays) {
        int steps = Math.max(1, (int) Math.ceil((to - from) / WALK_SECONDS));
        double before = from;
        double side = side(trajectory, epoch, field, from);
        boolean inside = inside(field);
        double entered = inside ? from : Double.NaN;
        for (int i = 1; i <= steps; i++) {
            double now = i == steps ? to : from + i * (to - from) / steps;
            double sideNow = side(trajectory, epoch, field, now);
            boolean insideNow = inside(field);
            if (inside && !insideNow) {
                stays.add(new FanStay(field, entered, edge(trajectory, epoch, field, before, now)));
            } else if (!inside && insideNow) {
                entered = edge(trajectory, epoch, field, now, before);
            } else if (!inside && side * sideNow < 0) {
                double middle = planeCrossing(trajectory, epoch, field, before, now);
                side(trajectory, epoch, field, middle);
                if (inside(field)) {
                    stays.add(new FanStay(
                            field,
                            edge(trajectory, epoch, field, middle, before),
                            edge(trajectory, epoch, field, middle, now)));
                }
            }
            inside = insideNow;
            side = sideNow;
            before = now;
        }
        if (inside) {
            stays.add(new FanStay(field, entered, to));
        }
    }

    /** The instant next to {@code outside} at which the object is still in the fan. */
    private double edge(Trajectory trajectory, double epoch, int field, double insideSeconds, double outsideSeconds) {
        double in = insideSeconds;
        double out = outsideSeconds;
        while (Math.abs(out - in) > EDGE_SECONDS) {
            double middle = (in + out) / 2;
            side(trajectory, epoch, field, middle);
            if (inside(field)) {
                in = middle;
            } else {
                out = middle;
            }
        }
        return in;
    }

    private double planeCrossing(Trajectory trajectory, double epoch, int field, double from, double to) {
        double a = from;
        double b = to;
        double sideA = side(trajectory, epoch, field, a);
        while (b - a > EDGE_SECONDS) {
            double middle = (a + b) / 2;
            double sideMiddle = side(trajectory, epoch, field, middle);
            if (sideA * sideMiddle <= 0) {
                b = middle;
            } else {
                a = middle;
                sideA = sideMiddle;
            }
        }
        return (a + b) / 2;
    }

    /** Places the object and says by how many metres it is to the left or right of the fan's plane. */
    private double side(Trajectory trajectory, double epoch, int field, double seconds) {
        place(trajectory, epoch, seconds);
        return offPlane(fields.get(field));
    }

    private double offPlane(FieldOfView field) {
        double azimuth = field.boresightAzimuthRadians();
        return local[0] * Math.cos(azimuth) - local[1] * Math.sin(azimuth);
    }

    private void place(Trajectory trajectory, double epoch, double seconds) {
        trajectory.position(
                Math.max(trajectory.firstSeconds(), Math.min(trajectory.lastSeconds(), seconds - epoch)), position);
        grid.local(seconds, position, local);
    }

    /** Whether the object is in the fan where it was placed last. */
    private boolean inside(int number) {
        FieldOfView field = fields.get(number);
        double range = Vectors.norm(local);
        return range <= maximumRangeMetres
                && local[2] >= range * Math.sin(field.minimumElevationRadians())
                && Math.abs(offPlane(field)) <= range * Math.sin(field.halfWidthRadians());
    }
}
