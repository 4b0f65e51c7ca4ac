package org.greenzone.pipeline.codec;

import java.util.Arrays;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.CovarianceRealism;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.schemas.Orbit;
import org.greenzone.schemas.RadiationCovariance;
import org.jspecify.annotations.Nullable;

/** Orbits on the wire; the round trip is exact to the last bit. */
public final class OrbitCodec {
    private OrbitCodec() {}

    public static Orbit toWire(CatalogueOrbit orbit) {
        return new Orbit(
                orbit.orbitId(),
                orbit.objectId(),
                orbit.objectName(),
                orbit.internationalDesignator(),
                orbit.revision(),
                Fields.instant(orbit.epochMicros()),
                Fields.instant(orbit.availableMicros()),
                Fields.state(orbit.stateGcrf()),
                orbit.ballisticCoefficient(),
                orbit.radiationCoefficient(),
                Fields.covariance(orbit.covarianceRtn()),
                Fields.dragCovariance(orbit.covarianceRtn()),
                org.greenzone.schemas.OrbitSource.valueOf(orbit.source().name()),
                orbit.tracksUsed(),
                orbit.measurementsUsed(),
                orbit.measurementsRejected(),
                Fields.nullable(orbit.weightedRms()),
                new TreeMap<>(orbit.rmsByKind()),
                orbit.hardBodyRadiusMetres(),
                orbit.restsOn(),
                radiation(orbit.radiationCovarianceRtn()),
                realism(orbit.realism()),
                orbit.isMerged() ? orbit.mergedInto() : null);
    }

    private static @Nullable RadiationCovariance radiation(double[] row) {
        boolean known = Arrays.stream(row).allMatch(x -> x == 0);
        return known ? null : new RadiationCovariance(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7]);
    }

    private static double[] radiation(@Nullable RadiationCovariance wire) {
        return wire == null
                ? new double[CatalogueOrbit.ALL_PARAMETERS]
                : new double[] {
                    wire.getRadiationR(),
                    wire.getRadiationT(),
                    wire.getRadiationN(),
                    wire.getRadiationRdot(),
                    wire.getRadiationTdot(),
                    wire.getRadiationNdot(),
                    wire.getRadiationDrag(),
                    wire.getRadiationRadiation()
                };
    }

    private static org.greenzone.schemas.@Nullable CovarianceRealism realism(CovarianceRealism realism) {
        return realism.equals(CovarianceRealism.UNTRIED)
                ? null
                : new org.greenzone.schemas.CovarianceRealism(
                        realism.squares(),
                        realism.degrees(),
                        realism.tracks(),
                        realism.samples(),
                        realism.noiseScale(),
                        realism.covarianceScale(),
                        realism.lastSquare(),
                        realism.lastDegrees());
    }

    private static CovarianceRealism realism(org.greenzone.schemas.@Nullable CovarianceRealism wire) {
        return wire == null
                ? CovarianceRealism.UNTRIED
                : new CovarianceRealism(
                        wire.getSquares(),
                        wire.getDegrees(),
                        wire.getTracks(),
                        wire.getRealismSamples(),
                        wire.getNoiseScale(),
                        wire.getCovarianceScale(),
                        wire.getLastSquare(),
                        wire.getLastDegrees());
    }

    public static CatalogueOrbit fromWire(Orbit wire) {
        double[] covariance = new double[CatalogueOrbit.COVARIANCE_LENGTH];
        Fields.covariance(wire.getCovariance(), covariance);
        Fields.dragCovariance(wire.getDragCovariance(), covariance);
        return new CatalogueOrbit(
                wire.getOrbitId(),
                wire.getObjectId(),
                wire.getObjectName(),
                wire.getInternationalDesignator(),
                wire.getRevision(),
                Fields.micros(wire.getEpoch()),
                Fields.micros(wire.getAvailable()),
                Fields.state(wire.getState()),
                wire.getBallisticCoefficient(),
                wire.getRadiationCoefficient(),
                covariance,
                OrbitSource.valueOf(wire.getSource().name()),
                wire.getTracksUsed(),
                wire.getMeasurementsUsed(),
                wire.getMeasurementsRejected(),
                Fields.orNaN(wire.getWeightedRms()),
                new TreeMap<>(wire.getRmsByKind()),
                wire.getHardBodyRadiusMetres(),
                wire.getRestsOn(),
                radiation(wire.getRadiationCovariance()),
                realism(wire.getRealism()),
                wire.getMergedInto() == null ? "" : wire.getMergedInto());
    }
}
