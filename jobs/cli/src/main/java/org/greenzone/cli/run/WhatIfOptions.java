package org.greenzone.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.input.Recording;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What would have been: a recording that is played otherwise than it was. */
final class WhatIfOptions {
    private static final double SPEED_OF_LIGHT = 299_792_458;

    @Option(
            names = "--without-site",
            paramLabel = "ID",
            description = "What if this site had not been there; may be repeated.")
    private List<String> withoutSites = new ArrayList<>();

    @Option(
            names = "--range-bias",
            paramLabel = "SITE=METRES",
            description = "What if the ranges of this site were so much longer; may be repeated.")
    private Map<String, Double> rangeBiases = new TreeMap<>();

    @Option(names = "--drop-every", paramLabel = "N", description = "What if each N-th track had been lost.")
    private @Nullable Integer dropEvery;

    @Option(names = "--from", paramLabel = "TIME", description = "Only tracks that end at TIME (UTC) or later.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only tracks that end before TIME (UTC).")
    private @Nullable String to;

    @Option(
            names = "--catalogue-alone",
            description = "What if the files of --catalogue had been the catalogue, not that of the recording.")
    private boolean catalogueAlone;

    boolean catalogueAlone() {
        return catalogueAlone;
    }

    /** The recording as it would have been; wrong use where nothing of it would be left. */
    Recording of(Recording recording, CommonOptions common) {
        TreeSet<String> known =
                recording.sites().stream().map(Site::siteId).collect(Collectors.toCollection(TreeSet::new));
        for (String site : withoutSites) {
            checkKnown("--without-site", site, known, common);
        }
        rangeBiases.forEach((site, metres) -> {
            checkKnown("--range-bias", site, known, common);
            if (!(Math.abs(metres) < SPEED_OF_LIGHT)) {
                throw common.wrongUse("--range-bias " + site + "=" + metres + ": metres");
            }
        });
        if (dropEvery != null && dropEvery < 2) {
            throw common.wrongUse("--drop-every " + dropEvery + ": 2 or more");
        }
        long start =
                from == null ? recording.startMicros() : Math.max(recording.startMicros(), common.time("--from", from));
        long end = to == null ? recording.endMicros() : Math.min(recording.endMicros(), common.time("--to", to));
        if (start >= end) {
            throw common.wrongUse("--from and --to: nothing of the recording is between them");
        }
        Predicate<Site> stays = site -> !withoutSites.contains(site.siteId());
        List<Track> tracks = new ArrayList<>();
        int number = 0;
        for (Track track : recording.tracks()) {
            number++;
            boolean lost = dropEvery != null && number % dropEvery == 0;
            boolean within = (from == null || start <= track.endMicros()) && (to == null || track.endMicros() < end);
            boolean seen = !withoutSites.contains(track.siteId()) && !withoutSites.contains(track.transmitterSiteId());
            if (!lost && within && seen) {
                tracks.add(biased(track));
            }
        }
        if (tracks.isEmpty()) {
            throw common.wrongUse("no track of the recording would be left");
        }
        return new Recording(
                recording.sites().stream().filter(stays).toList(),
                recording.assets(),
                recording.seeds(),
                tracks,
                start,
                end,
                recording.absences(),
                recording.messages().stream()
                        .filter(message -> message.receivedMicros() < end)
                        .toList());
    }

    private static void checkKnown(String option, String site, TreeSet<String> known, CommonOptions common) {
        if (!known.contains(site)) {
            throw common.wrongUse(
                    option + " " + site + ": no such site in the recording; it has " + String.join(", ", known));
        }
    }

    /** With an id of its own where it is another track. */
    private Track biased(Track track) {
        Double metres = rangeBiases.get(track.siteId());
        if (metres == null) {
            return track;
        }
        return track.withMeasurements(track.measurements().stream()
                .map(m -> m.hasRange() ? m.withRange(m.rangeMetres() + metres, m.rangeSigmaMetres()) : m)
                .toList());
    }
}
