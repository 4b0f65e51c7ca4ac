package org.greenzone.pipeline.codec;

import java.util.TreeMap;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.OrbitSource;
import org.greenzone.schemas.Orbit;

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
                orbit.restsOn());
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
                wire.getRestsOn());
    }
}
