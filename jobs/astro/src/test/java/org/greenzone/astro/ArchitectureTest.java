package org.greenzone.astro;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls of the mathematics: what it knows of the world, and which package may know which. */
@AnalyzeClasses(packages = "org.greenzone.astro", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule astroKnowsNeitherFlinkNorKafkaNorAvro = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache..",
                    "kafka..",
                    "org.greenzone.schemas..",
                    "org.greenzone.pipeline..",
                    "org.greenzone.formats..",
                    "org.greenzone.simulator..",
                    "org.greenzone.cli..",
                    "com.fasterxml..");

    @ArchTest
    static final ArchRule astroDependsOnTheJdkOrekitAndHipparchusAlone = noClasses()
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "java..", "org.greenzone.astro..", "org.orekit..", "org.hipparchus..", "org.jspecify..");

    @ArchTest
    static final ArchRule filesAreReadByThePhysicalDataAlone = noClasses()
            .that()
            .resideOutsideOfPackage("org.greenzone.astro.physics")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io", "java.nio.file", "java.net..");

    @ArchTest
    static final ArchRule thereIsNoClock = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.Clock.class, "systemUTC")
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.greenzone.astro.(*)..").should().beFreeOfCycles();

    /** The way of a track: each package knows those before it, none knows those behind it. */
    @ArchTest
    static void dataFlowsOneWay(JavaClasses classes) {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("physics")
                .definedBy("..astro.physics..")
                .layer("track")
                .definedBy("..astro.track..")
                .layer("dynamics")
                .definedBy("..astro.dynamics..")
                .layer("catalogue")
                .definedBy("..astro.catalogue..")
                .layer("calibration")
                .definedBy("..astro.calibration..")
                .layer("correlation")
                .definedBy("..astro.correlation..")
                .layer("orbit")
                .definedBy("..astro.orbit..")
                .layer("initiation")
                .definedBy("..astro.initiation..")
                .layer("conjunction")
                .definedBy("..astro.conjunction..")
                .layer("breakup")
                .definedBy("..astro.breakup..")
                .layer("manoeuvre")
                .definedBy("..astro.manoeuvre..")
                .layer("zone")
                .definedBy("..astro.zone..")
                .layer("score")
                .definedBy("..astro.score..")
                .whereLayer("calibration")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("score")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("zone")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("manoeuvre")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("breakup")
                .mayOnlyBeAccessedByLayers("zone")
                .whereLayer("conjunction")
                .mayOnlyBeAccessedByLayers("manoeuvre", "breakup", "zone")
                .whereLayer("initiation")
                .mayOnlyBeAccessedByLayers("breakup", "zone")
                .whereLayer("orbit")
                .mayOnlyBeAccessedByLayers("initiation", "conjunction", "breakup", "zone")
                .whereLayer("correlation")
                .mayOnlyBeAccessedByLayers("orbit", "initiation", "conjunction", "breakup", "zone", "score")
                .whereLayer("catalogue")
                .mayOnlyBeAccessedByLayers(
                        "calibration",
                        "correlation",
                        "orbit",
                        "initiation",
                        "conjunction",
                        "manoeuvre",
                        "breakup",
                        "zone",
                        "score")
                .whereLayer("dynamics")
                .mayOnlyBeAccessedByLayers(
                        "catalogue",
                        "calibration",
                        "correlation",
                        "orbit",
                        "initiation",
                        "conjunction",
                        "manoeuvre",
                        "breakup",
                        "zone",
                        "score")
                .whereLayer("physics")
                .mayOnlyBeAccessedByLayers(
                        "track",
                        "dynamics",
                        "catalogue",
                        "calibration",
                        "correlation",
                        "orbit",
                        "initiation",
                        "conjunction",
                        "manoeuvre",
                        "breakup",
                        "zone",
                        "score")
                .whereLayer("track")
                .mayOnlyBeAccessedByLayers(
                        "dynamics",
                        "catalogue",
                        "calibration",
                        "correlation",
                        "orbit",
                        "initiation",
                        "conjunction",
                        "manoeuvre",
                        "breakup",
                        "zone")
                .check(classes);
    }
}
