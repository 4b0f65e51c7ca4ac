package org.greenzone.pipeline.codec;

import org.greenzone.astro.catalogue.Asset;

/** Protected assets on the wire. */
public final class AssetCodec {
    private AssetCodec() {}

    public static org.greenzone.schemas.Asset toWire(Asset asset) {
        return new org.greenzone.schemas.Asset(
                asset.objectId(),
                asset.name(),
                asset.hardBodyRadiusMetres(),
                asset.screeningRadialMetres(),
                asset.screeningInTrackMetres(),
                asset.screeningCrossTrackMetres(),
                asset.yellowProbability(),
                asset.redProbability(),
                asset.companions());
    }

    public static Asset fromWire(org.greenzone.schemas.Asset wire) {
        return new Asset(
                wire.getObjectId(),
                wire.getName(),
                wire.getHardBodyRadiusMetres(),
                wire.getScreeningRadialMetres(),
                wire.getScreeningInTrackMetres(),
                wire.getScreeningCrossTrackMetres(),
                wire.getYellowProbability(),
                wire.getRedProbability(),
                wire.getCompanions());
    }
}
