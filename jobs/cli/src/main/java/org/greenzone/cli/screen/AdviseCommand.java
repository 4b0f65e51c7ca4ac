package org.greenzone.cli.screen;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.conjunction.CatalogueScreening;
import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.conjunction.ScreeningVolume;
import org.greenzone.astro.dynamics.ForceModel;
import org.greenzone.astro.dynamics.OrbitPropagator;
import org.greenzone.astro.manoeuvre.Advice;
import org.greenzone.astro.manoeuvre.BurnAdvisor;
import org.greenzone.astro.manoeuvre.BurnRules;
import org.greenzone.astro.manoeuvre.Proposal;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.JsonLine;
import org.greenzone.cli.Times;
import org.greenzone.cli.input.CatalogueSeeds;
import org.greenzone.cli.input.Inputs;
import org.greenzone.formats.oem.OemEphemeris;
import org.greenzone.formats.site.SiteCatalogue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code greenzone advise}: burns that take an asset out of danger, or what a planned one leads into. */
@Command(
        name = "advise",
        description =
                "The smallest burns that bring the total probability of collision of an asset below a tenth of its"
                        + " yellow threshold, each screened against the whole catalogue; or a planned burn, screened.",
        sortOptions = false)
public final class AdviseCommand implements Callable<Integer> {
    private static final double MICROS_PER_DAY = 86_400e6;
    private static final double MICROS_PER_HOUR = 3600e6;

    /** Objects that come nearer than this to the asset as it is may meet it after a burn of 2 m/s: metres R, T, N. */
    private static final double[] REACHED = {20e3, 650e3, 40e3};

    /** Volume about the asset, as the pipeline screens: metres R, T, N (18/19 SDS, owner's ephemeris). */
    private static final double[] VOLUME = {2e3, 25e3, 25e3};

    /** Forms of the output. */
    enum Format {
        TEXT,
        JSONL
    }

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            required = true,
            description = "Element sets (TLE, 3LE, OMM), or an archive of orbits with covariances; may be repeated.")
    private List<Path> catalogueFiles = new ArrayList<>();

    @Option(names = "--asset", paramLabel = "ID", required = true, description = "The object to move.")
    private String assetId = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "When it is decided, UTC (default: the epoch of the asset's orbit).")
    private @Nullable String at;

    @Option(names = "--days", paramLabel = "D", defaultValue = "1", description = "Horizon (default: 1).")
    private double days = 1;

    @Option(
            names = "--hbr",
            paramLabel = "METRES",
            defaultValue = "20",
            description = "Radius of the asset (default: ${DEFAULT-VALUE}).")
    private double radius = 20;

    @Option(
            names = "--yellow",
            paramLabel = "PC",
            defaultValue = "1e-5",
            description = "Yellow threshold (default: ${DEFAULT-VALUE}); the goal is a tenth of it.")
    private double yellow = 1e-5;

    @Option(
            names = "--lead",
            paramLabel = "HOURS",
            defaultValue = "5",
            description = "From the decision to the earliest burn (default: ${DEFAULT-VALUE}).")
    private double leadHours = 5;

    @Option(
            names = "--largest",
            paramLabel = "M/S",
            defaultValue = "2",
            description = "Largest burn (default: ${DEFAULT-VALUE}).")
    private double largest = 2;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "Owner's ephemeris with the burn in it (OEM): it is screened, and nothing else proposed.")
    private @Nullable Path plan;

    @Option(names = "--format", paramLabel = "text|jsonl", description = "Form of the output (default: text).")
    private Format format = Format.TEXT;

    @Override
    public Integer call() {
        if (!(days > 0 && days <= 7 && radius > 0 && yellow > 0 && yellow < 1 && leadHours >= 0)) {
            throw common.wrongUse("--days from 0 to 7, --hbr and --yellow positive, --lead not negative");
        }
        double smallest = BurnRules.DEFAULT.smallestMetresPerSecond();
        if (!(largest > smallest && largest <= BurnRules.DEFAULT.largestMetresPerSecond())) {
            throw common.wrongUse("--largest " + largest + ": must be above " + smallest + " and at most "
                    + BurnRules.DEFAULT.largestMetresPerSecond() + " m/s");
        }
        PhysicalData physics = common.physicalData();
        Inputs inputs = new Inputs(common);
        Inputs.Contents contents = inputs.anything(catalogueFiles, SiteCatalogue.builtIn(), physics);
        BurnAdvisor.Question question = question(physics, contents);
        common.noteShortcomings(physics, question.nowMicros(), question.toMicros());
        BurnRules usual = BurnRules.DEFAULT;
        BurnAdvisor advisor = new BurnAdvisor(
                new BurnRules(
                        Math.round(leadHours * MICROS_PER_HOUR),
                        smallest,
                        largest,
                        usual.goalShare(),
                        usual.times(),
                        usual.proposals()),
                new OrbitPropagator(physics, ForceModel.STANDARD),
                physics);
        if (plan != null) {
            screenPlan(advisor, inputs, physics, question, plan);
        } else {
            print(advisor.advise(question));
        }
        return common.exitCode();
    }

    private BurnAdvisor.Question question(PhysicalData physics, Inputs.Contents contents) {
        Map<String, CatalogueOrbit> orbits = new TreeMap<>();
        for (CatalogueOrbit orbit : contents.orbits) {
            orbits.merge(orbit.objectId(), orbit, (a, b) -> b.availableMicros() >= a.availableMicros() ? b : a);
        }
        TreeMap<String, ElementSet> sets = ElementSetScreening.nearest(contents.elementSets, decided(contents));
        long now = at == null ? epoch(orbits, sets) : common.time("--at", at);
        long to = now + Math.round(days * MICROS_PER_DAY);
        ElementSet own = sets.get(assetId);
        List<ElementSet> wanted = new ArrayList<>();
        if (own != null) {
            CatalogueScreening screening = new CatalogueScreening(
                    physics, now, to, new ScreeningVolume.Box(REACHED[0], REACHED[1], REACHED[2]));
            TreeSet<String> near = new TreeSet<>();
            screening
                    .screen(screening.primary(own), List.copyOf(sets.values()))
                    .approaches()
                    .forEach(found -> near.add(found.secondaryId()));
            near.add(assetId);
            near.forEach(id -> wanted.add(sets.get(id)));
        } else {
            wanted.addAll(sets.values());
        }
        new CatalogueSeeds(common, physics)
                .before(Long.MAX_VALUE, wanted, Map.of(assetId, radius))
                .forEach(orbit -> orbits.putIfAbsent(orbit.objectId(), orbit));
        CatalogueOrbit orbit = orbits.remove(assetId);
        if (orbit == null) {
            throw common.nothing("--asset " + assetId + ": not in the catalogue; give its NORAD number");
        }
        Asset asset = new Asset(
                assetId,
                orbit.objectName(),
                radius,
                VOLUME[0],
                VOLUME[1],
                VOLUME[2],
                yellow,
                Math.min(1, 10 * yellow),
                List.of());
        return new BurnAdvisor.Question(asset, orbit, List.copyOf(orbits.values()), now, to);
    }

    /** The sets nearest to the decision count. */
    private long decided(Inputs.Contents contents) {
        return at != null
                ? common.time("--at", at)
                : contents.elementSets.stream()
                        .filter(set -> set.objectId().equals(assetId))
                        .mapToLong(ElementSet::epochMicros)
                        .max()
                        .orElse(0);
    }

    private long epoch(Map<String, CatalogueOrbit> orbits, Map<String, ElementSet> sets) {
        CatalogueOrbit orbit = orbits.get(assetId);
        ElementSet set = sets.get(assetId);
        if (orbit == null && set == null) {
            throw common.nothing("--asset " + assetId + ": not in the catalogue; give its NORAD number");
        }
        return orbit != null ? orbit.epochMicros() : set == null ? 0 : set.epochMicros();
    }

    private void screenPlan(
            BurnAdvisor advisor, Inputs inputs, PhysicalData physics, BurnAdvisor.Question question, Path file) {
        List<OemEphemeris> ephemerides = inputs.ephemerides(file, physics);
        OwnerEphemeris owner = ephemerides.stream()
                .map(ephemeris -> new OwnerEphemeris(ephemeris, assetId))
                .filter(OwnerEphemeris::isUsable)
                .filter(e -> e.lastMicros() > question.nowMicros() && e.firstMicros() < question.toMicros())
                .findFirst()
                .orElseThrow(() -> common.nothing(file + ": no ephemeris in it reaches into " + days + " days from "
                        + Times.iso(question.nowMicros())));
        long from = Math.max(question.nowMicros(), owner.firstMicros());
        long to = Math.min(question.toMicros(), owner.lastMicros());
        if (from > question.nowMicros() || to < question.toMicros()) {
            common.note(file + " holds " + Times.iso(from) + " to " + Times.iso(to)
                    + " only: nothing is said of the rest of the " + days + " days from "
                    + Times.iso(question.nowMicros()));
        }
        List<Conjunction> without = advisor.screen(question, question.orbit(), question.nowMicros());
        List<Conjunction> with =
                advisor.screenPlan(question, owner.motion(physics.leapSeconds(), question.nowMicros()));
        double before = BurnAdvisor.total(without);
        double after = BurnAdvisor.total(with);
        if (format == Format.JSONL) {
            common.out()
                    .println(new JsonLine()
                            .add("assetId", assetId)
                            .addTime("decided", question.nowMicros())
                            .addTime("screenedFrom", from)
                            .addTime("screenedTo", to)
                            .add("totalWithout", before)
                            .add("totalWithPlan", after)
                            .add("acceptable", after <= yellow)
                            .end());
        } else {
            common.out()
                    .printf(
                            Locale.ROOT,
                            "without %.1e, with the plan %.1e: %s the threshold %.0e%n",
                            before,
                            after,
                            after <= yellow ? "below" : "ABOVE",
                            yellow);
        }
        with.forEach(this::print);
    }

    private void print(Advice advice) {
        if (format == Format.TEXT) {
            common.out()
                    .printf(
                            Locale.ROOT,
                            "without a burn %.1e, goal %.0e; %d times and directions tried%n",
                            advice.without(),
                            advice.goal(),
                            advice.considered());
            advice.dangers().forEach(this::print);
            if (!advice.proposals().isEmpty()) {
                common.out().println("burn (UTC)               direction    m/s    total Pc  greatest Pc left");
            }
        }
        for (Proposal proposal : advice.proposals()) {
            print(advice, proposal);
        }
        if (advice.proposals().isEmpty()) {
            common.warn(
                    advice.without() <= advice.goal()
                            ? "nothing to do: the total is below the goal"
                            : "no burn up to " + largest + " m/s reaches the goal: shelter, or a larger one");
        }
    }

    private void print(Advice advice, Proposal proposal) {
        double greatest = proposal.conjunctions().stream()
                .map(Conjunction::probability)
                .max(Comparator.naturalOrder())
                .orElse(0.0);
        if (format == Format.JSONL) {
            common.out()
                    .println(new JsonLine()
                            .add("assetId", assetId)
                            .addTime("burn", proposal.burn().timeMicros())
                            .add("direction", proposal.burn().direction().name())
                            .add("metresPerSecond", proposal.burn().metresPerSecond())
                            .add("deltaVRtnMetresPerSecond", proposal.burn().deltaVRtn())
                            .add("totalWithout", advice.without())
                            .add("totalWith", proposal.totalProbability())
                            .add("greatestLeft", greatest)
                            .end());
            return;
        }
        common.out()
                .printf(
                        Locale.ROOT,
                        "%s  %-9s %6.3f  %10.1e  %16.1e%n",
                        Times.forPeopleMillis(proposal.burn().timeMicros()),
                        proposal.burn().direction().name().toLowerCase(Locale.ROOT),
                        proposal.burn().metresPerSecond(),
                        proposal.totalProbability(),
                        greatest);
    }

    private void print(Conjunction c) {
        if (format == Format.JSONL) {
            common.out()
                    .println(new JsonLine()
                            .add("assetId", assetId)
                            .add("secondaryId", c.secondary().objectId())
                            .addTime("tca", c.tcaMicros())
                            .add("missDistanceMetres", c.missDistanceMetres())
                            .add("probability", c.probability())
                            .end());
            return;
        }
        common.out()
                .printf(
                        Locale.ROOT,
                        "  %s  %-8s miss %8.0f m  Pc %.1e  %s%n",
                        Times.forPeopleMillis(c.tcaMicros()),
                        c.secondary().objectId(),
                        c.missDistanceMetres(),
                        c.probability(),
                        c.secondary().objectName());
    }
}
