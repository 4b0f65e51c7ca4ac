package org.greenzone.pipeline.stream;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.track.Site;
import org.greenzone.pipeline.codec.AssetCodec;
import org.greenzone.pipeline.codec.SiteCodec;
import org.greenzone.pipeline.codec.Wire;

/** Sites and assets as a job knew them when it was submitted; travels to the operators in their wire form. */
public final class ReferenceData implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<byte[]> sites = new ArrayList<>();
    private final ArrayList<byte[]> assets = new ArrayList<>();

    /** @throws IllegalArgumentException where two assets have one id */
    public ReferenceData(List<Site> sites, List<Asset> assets) {
        Asset.failIfTwoHaveOneId(assets);
        sites.stream()
                .sorted(Comparator.comparing(Site::siteId))
                .forEach(site -> this.sites.add(Wire.encode(SiteCodec.toWire(site))));
        assets.stream()
                .sorted(Comparator.comparing(Asset::objectId))
                .forEach(asset -> this.assets.add(Wire.encode(AssetCodec.toWire(asset))));
    }

    /** The sites by id. */
    public Map<String, Site> sites() {
        Map<String, Site> byId = new TreeMap<>();
        for (byte[] bytes : sites) {
            Site site = SiteCodec.fromWire((org.greenzone.schemas.Site) message(bytes));
            byId.put(site.siteId(), site);
        }
        return byId;
    }

    /** The assets by object id. */
    public Map<String, Asset> assets() {
        Map<String, Asset> byId = new TreeMap<>();
        for (byte[] bytes : assets) {
            Asset asset = AssetCodec.fromWire((org.greenzone.schemas.Asset) message(bytes));
            byId.put(asset.objectId(), asset);
        }
        return byId;
    }

    private static Object message(byte[] bytes) {
        if (Wire.decode(bytes) instanceof Wire.Message message) {
            return message.value();
        }
        throw new IllegalStateException("own reference data cannot be read back");
    }
}
