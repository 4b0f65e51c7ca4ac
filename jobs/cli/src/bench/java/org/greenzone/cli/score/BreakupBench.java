package org.greenzone.cli.score;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.greenzone.astro.breakup.Breakup;
import org.greenzone.astro.breakup.BreakupDetector;
import org.greenzone.astro.breakup.BreakupState;
import org.greenzone.astro.breakup.ParentMasses;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.input.EventFile;
import org.greenzone.pipeline.Association;
import org.greenzone.pipeline.JobOptions;
import org.greenzone.pipeline.codec.BreakupCodec;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.codec.SiteCodec;
import org.greenzone.pipeline.codec.TrackCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.direct.DirectDetermination;

/**
 * What noticing a breakup costs, over an archive of {@code simulate --out}: {@code main FOLDER}. Correlation and determination come
 * first and are not counted; then the detector alone takes what they gave, one thread.
 */
public final class BreakupBench {
    private BreakupBench() {}

    public static void main(String[] args) throws IOException {
        Wire.trustOwnSchemas();
        Path folder = Path.of(args[0]);
        Map<String, Site> sites = new TreeMap<>();
        EventFile.read(folder.resolve("sites.avro")).records().forEach(r -> {
            Site site = SiteCodec.fromWire((org.greenzone.schemas.Site) r);
            sites.put(site.siteId(), site);
        });
        List<CatalogueOrbit> seeds = EventFile.read(folder.resolve("catalogue.avro")).records().stream()
                .map(r -> OrbitCodec.fromWire((org.greenzone.schemas.Orbit) r).withAvailable(0))
                .toList();
        List<Track> tracks = new ArrayList<>();
        EventFile.read(folder.resolve("tracks.avro"))
                .records()
                .forEach(r -> tracks.add(TrackCodec.fromWire((org.greenzone.schemas.Track) r)));
        TreeMap<Long, List<CatalogueOrbit>> orbits = new TreeMap<>();
        TreeMap<Long, List<Association>> decisions = new TreeMap<>();
        long lag = JobOptions.DEFAULT.lagMicros();
        seeds.forEach(
                seed -> orbits.computeIfAbsent(lag, t -> new ArrayList<>()).add(seed));
        new DirectDetermination(JobOptions.DEFAULT, PhysicalData.builtIn(), sites, seeds).run(tracks, outcome -> {
            Association association = outcome.association();
            if (association.isDecided() && association.isOfNewObject()) {
                decisions
                        .computeIfAbsent(association.decidedMicros(), t -> new ArrayList<>())
                        .add(association);
            }
            outcome.orbits()
                    .forEach(orbit -> orbits.computeIfAbsent(orbit.availableMicros() + lag, t -> new ArrayList<>())
                            .add(orbit));
        });
        detect(orbits, decisions);
    }

    private static void detect(TreeMap<Long, List<CatalogueOrbit>> orbits, TreeMap<Long, List<Association>> decisions) {
        BreakupDetector detector =
                new BreakupDetector(PhysicalData.builtIn(), ParentMasses.UNKNOWN, BreakupState.EMPTY);
        long start = cpu();
        int tracks = 0;
        int events = 0;
        long bytes = 0;
        double slowest = 0;
        for (Map.Entry<Long, List<Association>> decision : decisions.entrySet()) {
            long before = cpu();
            while (!orbits.isEmpty() && orbits.firstKey() <= decision.getKey()) {
                List<CatalogueOrbit> now = orbits.pollFirstEntry().getValue();
                now.sort(Comparator.comparing(CatalogueOrbit::objectId).thenComparingInt(CatalogueOrbit::revision));
                now.forEach(detector::learn);
            }
            List<BreakupDetector.Observation> observations = decision.getValue().stream()
                    .map(a -> new BreakupDetector.Observation(
                            a.track(), a.site(), a.objectId(), a.prior().isEmpty() && !a.isClaimed()))
                    .toList();
            tracks += observations.size();
            for (Breakup breakup : detector.decide(decision.getKey(), observations)) {
                events++;
                bytes += Wire.encode(BreakupCodec.toWire(breakup)).length;
            }
            slowest = Math.max(slowest, (cpu() - before) / 1e9);
        }
        double seconds = (cpu() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%d tracks of new objects, %d events of %d bytes; %.1f s of processor, slowest window %.1f s:"
                        + " %.0f tracks a minute of one processor%n",
                tracks,
                events,
                bytes,
                seconds,
                slowest,
                60 * tracks / seconds);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
