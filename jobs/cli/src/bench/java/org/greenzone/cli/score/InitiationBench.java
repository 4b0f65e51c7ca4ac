package org.greenzone.cli.score;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.initiation.Origin;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.input.EventFile;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.codec.SiteCodec;
import org.greenzone.pipeline.codec.TrackCodec;
import org.greenzone.pipeline.direct.DirectDetermination;

/**
 * Association of uncorrelated tracks over an archive of {@code simulate --out} against its truth: {@code main FOLDER [N]}, where of the
 * fragments only each N-th is taken (a thinner cloud), with each N-th of the other tracks.
 */
public final class InitiationBench {
    private static final long PASS_MICROS = 1_200_000_000L;

    private InitiationBench() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int each = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        Map<String, Site> sites = new TreeMap<>();
        EventFile.read(folder.resolve("sites.avro")).records().forEach(r -> {
            Site site = SiteCodec.fromWire((org.greenzone.schemas.Site) r);
            sites.put(site.siteId(), site);
        });
        List<CatalogueOrbit> seeds = EventFile.read(folder.resolve("catalogue.avro")).records().stream()
                .map(r -> OrbitCodec.fromWire((org.greenzone.schemas.Orbit) r).withAvailable(0))
                .toList();
        Map<String, String> truth = new HashMap<>();
        for (String line : Files.readAllLines(folder.resolve("truth-tracks.csv"))) {
            truth.put(line.split(",")[0], line.split(",")[1]);
        }
        Set<String> fragments = new HashSet<>();
        for (String line : Files.readAllLines(folder.resolve("truth-objects.csv"))) {
            String[] fields = line.split(",", -1);
            if (!fields[2].isEmpty()) {
                fragments.add(fields[0]);
            }
        }
        List<Track> tracks = new ArrayList<>();
        Map<String, Integer> passes = new TreeMap<>();
        Map<String, Long> lastPass = new HashMap<>();
        EventFile.read(folder.resolve("tracks.avro")).records().forEach(r -> {
            Track track = TrackCodec.fromWire((org.greenzone.schemas.Track) r);
            String object = truth.getOrDefault(track.trackId(), "");
            boolean fragment = fragments.contains(object);
            if (Math.floorMod((fragment ? object : track.trackId()).hashCode(), each) != 0) {
                return;
            }
            tracks.add(track);
            Long before = lastPass.put(object + track.siteId(), track.endMicros());
            if (fragment && (before == null || Math.abs(track.endMicros() - before) > PASS_MICROS)) {
                passes.merge(object, 1, Integer::sum);
            }
        });
        run(tracks, sites, seeds, truth, fragments, passes);
    }

    private static void run(
            List<Track> tracks,
            Map<String, Site> sites,
            List<CatalogueOrbit> seeds,
            Map<String, String> truth,
            Set<String> fragments,
            Map<String, Integer> passes) {
        DirectDetermination direct = new DirectDetermination(JobOptions.DEFAULT, PhysicalData.builtIn(), sites, seeds);
        Set<String> catalogued = new HashSet<>();
        seeds.forEach(seed -> catalogued.add(seed.objectId()));
        Map<String, String> objectOf = new HashMap<>();
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Map<String, String> joinedTo = new HashMap<>();
        direct.run(tracks, outcome -> {
            if (!outcome.joined().isEmpty()) {
                joinedTo.putAll(direct.joinedTracks());
            }
            if (!outcome.association().prior().isEmpty()) {
                objectOf.put(
                        outcome.association().track().trackId(),
                        outcome.association().objectId());
            }
        });
        double cpu = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
        objectOf.putAll(joinedTo);
        Map<String, Map<String, Integer>> truths = new TreeMap<>();
        int fragmentTracks = 0;
        int toCatalogued = 0;
        for (Track track : tracks) {
            String of = truth.getOrDefault(track.trackId(), "");
            String object = objectOf.get(track.trackId());
            fragmentTracks += fragments.contains(of) ? 1 : 0;
            if (object != null && !catalogued.contains(object)) {
                truths.computeIfAbsent(object, o -> new TreeMap<>()).merge(of, 1, Integer::sum);
            } else if (object != null && fragments.contains(of)) {
                toCatalogued++;
            }
        }
        int joined = 0;
        int wrong = 0;
        Map<String, Integer> orbits = new TreeMap<>();
        Map<String, String> fragmentOf = new HashMap<>();
        int[] wrongBySize = new int[6];
        for (Map<String, Integer> of : truths.values()) {
            Map.Entry<String, Integer> most = Collections.max(of.entrySet(), Map.Entry.comparingByValue());
            int all = of.values().stream().mapToInt(Integer::intValue).sum();
            joined += all;
            wrong += all - most.getValue();
            wrongBySize[Math.min(wrongBySize.length - 1, all - 1)] += all - most.getValue();
            orbits.merge(most.getKey(), 1, Integer::sum);
        }
        truths.forEach((object, of) -> fragmentOf.put(
                object,
                Collections.max(of.entrySet(), Map.Entry.comparingByValue()).getKey()));
        int wrongByInitiation = 0;
        Set<String> withLoose = new HashSet<>();
        for (Track track : tracks) {
            String of = truth.getOrDefault(track.trackId(), "");
            String object = objectOf.get(track.trackId());
            if (object == null && fragments.contains(of) && passes.getOrDefault(of, 0) >= 3 && orbits.containsKey(of)) {
                withLoose.add(of);
            }
            String joinedInto = joinedTo.get(track.trackId());
            if (joinedInto != null && !of.equals(fragmentOf.getOrDefault(joinedInto, of))) {
                wrongByInitiation++;
            }
        }
        long enough = passes.values().stream().filter(n -> n >= 3).count();
        long present = passes.entrySet().stream()
                .filter(e -> e.getValue() >= 3 && orbits.containsKey(e.getKey()))
                .count();
        long twice = passes.entrySet().stream()
                .filter(e -> e.getValue() >= 3 && orbits.getOrDefault(e.getKey(), 0) > 1)
                .count();
        System.out.printf(
                "wrong by tracks of the object (2, 3, ... 6 and more): %s; in the sets of initiation %d; fragments with an orbit and"
                        + " loose tracks beside it: %d%n",
                Arrays.toString(Arrays.copyOfRange(wrongBySize, 1, 6)), wrongByInitiation, withLoose.size());
        for (Origin origin : direct.origins()) {
            System.out.println(origin);
        }
        System.out.printf(
                Locale.ROOT,
                "%d fragment tracks, %d in %d joined objects, of these %d wrong, %d given to catalogued objects%n"
                        + "%d fragments with 3 passes or more: %d with an orbit, %d with two; %.1f s of processor%n",
                fragmentTracks,
                joined,
                truths.size(),
                wrong,
                toCatalogued,
                enough,
                present,
                twice,
                cpu);
    }
}
