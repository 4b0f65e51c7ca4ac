package org.greenzone.formats.crd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.greenzone.astro.track.Measurement;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.formats.Problems;
import org.greenzone.formats.site.SiteCatalogue;

/**
 * A pass of laser ranges as a track.
 *
 * <p>Light does not feel the ionosphere, so that correction counts as applied. The troposphere is taken out with the weather of
 * the pass where its elevations are known: the pass must have angles. They are turned into the distance of the
 * satellite from the centre of the Earth, which changes little in a pass; taken from the neighbouring angles it gives, with
 * the range, the elevation of every range. The Earth is a sphere in this, which cancels but for the turn of the vertical (0.2
 * degrees at most) between neighbours.
 */
final class CrdTracks {
    private static final double EARTH_RADIUS_METRES = 6_371_000;

    /** Beyond the last angles the distance from the centre is held so long: it changes by up to 200 m/s in a low orbit. */
    private static final long REACH_MICROS = 120_000_000L;

    /** Green, of frequency-doubled Nd:YAG: what nearly all stations use. */
    private static final double USUAL_WAVELENGTH_MICROMETRES = 0.532;

    private static final double LOWEST_ELEVATION = Math.toRadians(5);
    private static final String CENTRE_OF_MASS = "centre-of-mass";
    private static final String SYSTEM_DELAY = "system-delay";

    private final SiteCatalogue sites;
    private final Problems problems;
    private final Set<String> unknownStations = new TreeSet<>();
    private int passes;
    private int uncorrected;

    CrdTracks(SiteCatalogue sites, Problems problems) {
        this.sites = sites;
        this.problems = problems;
    }

    Track track(CrdPass pass) {
        passes++;
        Optional<Site> site = sites.find(pass.padId());
        if (site.isEmpty() && unknownStations.add(pass.padId())) {
            problems.note(
                    pass.line(),
                    "H4",
                    "station '" + pass.padId()
                            + "' is not in the catalogue of sites; add it with --sites (SINEX), else its"
                            + " tracks are rejected");
        }
        String siteId = site.map(Site::siteId).orElse(pass.padId());
        double[] delays = site.isPresent() && !pass.troposphereApplied() ? delays(pass, site.get()) : new double[0];
        return Track.of(
                siteId,
                siteId,
                pass.stationName(),
                pass.target().objectId(),
                corrections(pass, delays.length > 0),
                measurements(pass, delays));
    }

    /** Notes what holds for the whole file. */
    void finish() {
        if (uncorrected > 0) {
            problems.note(
                    0,
                    "30",
                    uncorrected + " of " + passes + " passes have no angles or no weather for all of their ranges: the"
                            + " troposphere stays in these, for a standard atmosphere to take it out later");
        }
    }

    private static List<String> corrections(CrdPass pass, boolean corrected) {
        List<String> names = new ArrayList<>();
        if (pass.centreOfMassApplied() || pass.target().toCentreMetres() > 0) {
            names.add(CENTRE_OF_MASS);
        }
        names.add(Track.IONOSPHERE);
        if (pass.systemDelayApplied()) {
            names.add(SYSTEM_DELAY);
        }
        if (corrected || pass.troposphereApplied()) {
            names.add(Track.TROPOSPHERE);
        }
        return List.copyOf(names);
    }

    /** Delay of each range in metres; none where the elevation of one of them is not known. */
    private double[] delays(CrdPass pass, Site site) {
        TreeMap<Long, Double> radii = radii(pass, EARTH_RADIUS_METRES + site.altitudeMetres());
        double[] delays = new double[pass.ranges().size()];
        boolean usual = false;
        for (int i = 0; i < delays.length; i++) {
            CrdPass.Range range = pass.ranges().get(i);
            double elevation = elevation(range, radii, EARTH_RADIUS_METRES + site.altitudeMetres());
            if (Double.isNaN(elevation) || pass.weather().isEmpty()) {
                uncorrected++;
                return new double[0];
            }
            double wavelength = range.wavelengthMicrometres();
            usual |= Double.isNaN(wavelength);
            delays[i] = MariniMurray1973.delayMetres(
                    site,
                    nearest(pass.weather(), range.tagMicros()),
                    Double.isNaN(wavelength) ? USUAL_WAVELENGTH_MICROMETRES : wavelength,
                    elevation);
        }
        if (usual) {
            problems.note(pass.line(), "C0", "no wavelength for some ranges; 532 nm is taken");
        }
        return delays;
    }

    /** Distance from the centre of the Earth at the instants of the angles, each with the range nearest in time. */
    private static TreeMap<Long, Double> radii(CrdPass pass, double siteRadius) {
        TreeMap<Long, Double> rangesByTag = new TreeMap<>();
        pass.ranges().forEach(range -> rangesByTag.put(range.tagMicros(), range.metres()));
        TreeMap<Long, Double> radii = new TreeMap<>();
        for (CrdPass.Angles angles : pass.angles()) {
            double range = interpolated(angles.tagMicros(), rangesByTag);
            if (angles.elevationRadians() > LOWEST_ELEVATION && !Double.isNaN(range)) {
                radii.put(
                        angles.tagMicros(),
                        Math.sqrt(siteRadius * siteRadius
                                + range * range
                                + 2 * siteRadius * range * Math.sin(angles.elevationRadians())));
            }
        }
        return radii;
    }

    private static double elevation(CrdPass.Range range, TreeMap<Long, Double> radii, double siteRadius) {
        double radius = held(range.tagMicros(), radii);
        double sine = (radius * radius - siteRadius * siteRadius - range.metres() * range.metres())
                / (2 * siteRadius * range.metres());
        return sine > Math.sin(LOWEST_ELEVATION) ? Math.asin(Math.min(sine, 1)) : Double.NaN;
    }

    /** Linear between two values; NaN outside, and where they are more than a few seconds apart (ranges bend). */
    private static double interpolated(long at, TreeMap<Long, Double> values) {
        Map.Entry<Long, Double> before = values.floorEntry(at);
        Map.Entry<Long, Double> after = values.ceilingEntry(at);
        if (before == null || after == null || after.getKey() - before.getKey() > 5_000_000L) {
            return Double.NaN;
        }
        return between(at, before, after);
    }

    /** Linear between two values, the nearest one outside as far as the reach goes, else NaN. */
    private static double held(long at, TreeMap<Long, Double> values) {
        Map.Entry<Long, Double> before = values.floorEntry(at);
        Map.Entry<Long, Double> after = values.ceilingEntry(at);
        if (before != null && after != null) {
            return between(at, before, after);
        }
        Map.Entry<Long, Double> only = before != null ? before : after;
        return only == null || Math.abs(only.getKey() - at) > REACH_MICROS ? Double.NaN : only.getValue();
    }

    private static double between(long at, Map.Entry<Long, Double> before, Map.Entry<Long, Double> after) {
        long span = after.getKey() - before.getKey();
        double fraction = span == 0 ? 0 : (double) (at - before.getKey()) / span;
        return before.getValue() + fraction * (after.getValue() - before.getValue());
    }

    private static CrdPass.Weather nearest(List<CrdPass.Weather> weather, long at) {
        return weather.stream()
                .min(Comparator.comparingLong(w -> Math.abs(w.tagMicros() - at)))
                .orElseThrow();
    }

    /** Ranges, with the angles of the same tag; angles of other tags alone, at the same shift from tag to bounce. */
    private static List<Measurement> measurements(CrdPass pass, double[] delays) {
        TreeMap<Long, CrdPass.Angles> angles = new TreeMap<>();
        pass.angles().forEach(a -> angles.put(a.tagMicros(), a));
        TreeMap<Long, Long> shifts = new TreeMap<>();
        List<Measurement> measurements = new ArrayList<>();
        double toCentre = pass.centreOfMassApplied() ? 0 : pass.target().toCentreMetres();
        for (int i = 0; i < pass.ranges().size(); i++) {
            CrdPass.Range range = pass.ranges().get(i);
            double metres = range.metres() + toCentre - (delays.length > 0 ? delays[i] : 0);
            Measurement measurement = Measurement.at(range.bounceMicros()).withRange(metres, range.sigmaMetres());
            CrdPass.Angles same = angles.remove(range.tagMicros());
            measurements.add(same == null ? measurement : with(same, measurement));
            shifts.put(range.tagMicros(), range.bounceMicros() - range.tagMicros());
        }
        for (CrdPass.Angles alone : angles.values()) {
            Map.Entry<Long, Long> before = shifts.floorEntry(alone.tagMicros());
            long shift = before == null ? shifts.firstEntry().getValue() : before.getValue();
            measurements.add(with(alone, Measurement.at(alone.tagMicros() + shift)));
        }
        measurements.sort(Comparator.comparingLong(Measurement::timeMicros));
        return List.copyOf(measurements);
    }

    private static Measurement with(CrdPass.Angles angles, Measurement measurement) {
        return measurement.withAzimuthElevation(
                angles.azimuthRadians(), Double.NaN, angles.elevationRadians(), Double.NaN);
    }
}
