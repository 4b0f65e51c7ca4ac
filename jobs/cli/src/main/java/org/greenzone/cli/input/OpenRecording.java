package org.greenzone.cli.input;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.correlation.SeedGate;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.CommonOptions;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.pipeline.ReceivedMessages;

/**
 * The files of a recording, read, before its element sets and ephemerides are made to orbits: that costs a tenth of a second an
 * object, and who only determines orbits needs those that the tracks may be of.
 */
public final class OpenRecording {
    private final CommonOptions common;
    private final PhysicalData physics;
    private final Inputs.Contents contents;
    private final List<Site> sites;
    private final List<Track> tracks;
    private final long startMicros;
    private final long endMicros;
    private final List<Absence> absences;

    private OpenRecording(
            CommonOptions common,
            PhysicalData physics,
            Inputs.Contents contents,
            List<Site> sites,
            List<Track> tracks,
            Span span) {
        this.common = common;
        this.physics = physics;
        this.contents = contents;
        this.sites = sites;
        this.tracks = tracks;
        this.startMicros = span.startMicros();
        this.endMicros = span.endMicros();
        this.absences = span.absences();
    }

    /**
     * Reads the files; problems are said, a recording without any track is a failure. It covers the time from its first to
     * its last track, or as much more as an archive says of itself.
     */
    public static OpenRecording read(CommonOptions common, PhysicalData physics, Recording.Files files) {
        Inputs inputs = new Inputs(common);
        SiteCatalogue known = inputs.sites(files.sites(), OptionalLong.empty());
        List<Path> all = new ArrayList<>(files.tracks());
        if (!files.catalogueAlone()) {
            all.addAll(files.catalogue());
        }
        all.addAll(files.assets());
        Inputs.Contents contents = inputs.anything(all, known, physics);
        if (files.catalogueAlone()) {
            Inputs.Contents other = inputs.anything(files.catalogue(), known, physics);
            contents.orbits.clear();
            contents.orbits.addAll(other.orbits);
            contents.elementSets.clear();
            contents.elementSets.addAll(other.elementSets);
            contents.ephemerides.clear();
            contents.ephemerides.addAll(other.ephemerides);
        }
        if (contents.tracks.isEmpty()) {
            throw common.nothing(files.tracks().get(0) + ": " + contents.instead("track"));
        }
        List<Track> ordered = new ArrayList<>(contents.tracks);
        ordered.sort(Comparator.comparingLong(Track::endMicros).thenComparing(Track::trackId));
        long start = ordered.stream().mapToLong(Track::startMicros).min().orElseThrow();
        long end = ordered.get(ordered.size() - 1).endMicros();
        List<Absence> absences = new ArrayList<>();
        for (Path file : files.tracks()) {
            Optional<Span> span = EventFile.isOne(file) ? EventFile.span(file) : Optional.empty();
            if (span.isPresent()) {
                start = Math.min(start, span.get().startMicros());
                end = Math.max(end, span.get().endMicros());
                absences.addAll(span.get().absences());
            }
        }
        common.noteShortcomings(physics, start, end);
        // Stations of SINEX drift with their plates: theirs are the places at the first track.
        SiteCatalogue moved = inputs.sitesAgain(files.sites(), start).with(contents.sites);
        return new OpenRecording(
                common,
                physics,
                contents,
                sitesOf(ordered, moved),
                List.copyOf(ordered),
                new Span(start, end, List.copyOf(absences)));
    }

    /** The sites that made the tracks, as far as they are known. */
    public List<Site> sites() {
        return sites;
    }

    /** All tracks, by end and id, not validated. */
    public List<Track> tracks() {
        return tracks;
    }

    /** With a prior of each object. */
    public Recording withWholeCatalogue() {
        return seeded(SeedChoice.ALL);
    }

    /**
     * With a prior of each object that one of some tracks claims or may be of ({@link SeedGate}). What the tracks are
     * correlated to is the same as with the whole catalogue.
     *
     * @param valid tracks of known sites
     * @param known sites by id
     */
    public Recording withCatalogueSeenBy(List<Track> valid, Map<String, Site> known) {
        return seeded(sets -> {
            SeedGate gate = new SeedGate(physics, new OrbitPropagator(physics, ForceModel.STANDARD));
            Set<String> wanted = new TreeSet<>(gate.mayBeSeen(sets, valid, known));
            valid.forEach(track -> wanted.add(track.claimedObjectId()));
            return sets.stream().filter(set -> wanted.contains(set.objectId())).toList();
        });
    }

    private Recording seeded(SeedChoice choice) {
        Map<String, Double> radii = new TreeMap<>();
        contents.assets.forEach((Asset asset) -> radii.put(asset.objectId(), asset.hardBodyRadiusMetres()));
        List<CatalogueOrbit> seeds = new ArrayList<>(contents.orbits);
        seeds.addAll(new CatalogueSeeds(common, physics).before(startMicros, contents.elementSets, radii, choice));
        seeds.addAll(new EphemerisSeeds(common, physics).before(tracks, contents.ephemerides, radii));
        return new Recording(sites, contents.assets, seeds, tracks, startMicros, endMicros, absences, messages());
    }

    /** What came after the end is left out, and said. */
    private List<ReceivedMessages> messages() {
        List<ReceivedMessages> known = contents.messages.stream()
                .filter(message -> message.receivedMicros() <= endMicros)
                .toList();
        int left = contents.messages.size() - known.size();
        if (left > 0) {
            common.note(left + " of " + contents.messages.size()
                    + " files of conjunction data messages were written after the last track and are left out");
        }
        return known;
    }

    /** Which of the newest element sets are made to orbits. */
    interface SeedChoice {
        SeedChoice ALL = sets -> sets;

        /** @param sets one of each object */
        List<ElementSet> of(List<ElementSet> sets);
    }

    private static List<Site> sitesOf(List<Track> ordered, SiteCatalogue known) {
        TreeSet<String> ids = new TreeSet<>();
        for (Track track : ordered) {
            ids.add(track.siteId());
            ids.add(track.transmitterSiteId());
        }
        return ids.stream().flatMap(id -> known.find(id).stream()).toList();
    }
}
