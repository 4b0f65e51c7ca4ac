package org.greenzone.pipeline.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.track.Site;
import org.greenzone.pipeline.codec.AssetCodec;
import org.greenzone.pipeline.codec.SiteCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.stream.ProgressWatermarks;
import org.greenzone.pipeline.topic.Topic;
import org.greenzone.schemas.Progress;

/** Sites and assets as they stand in their compacted topics. */
public final class ReferenceTopics {
    private ReferenceTopics() {}

    /**
     * The newest record of each key, in the order of the ids; sites as they were given, without running calibrations.
     *
     * @param complete whether somebody has said that sites and catalogue are all there
     */
    public record Contents(List<Site> sites, List<Asset> assets, boolean complete) {}

    public static Contents read(Properties connection) {
        Map<String, Site> sites = new TreeMap<>();
        Map<String, Asset> assets = new TreeMap<>();
        boolean complete = false;
        try (EventReader reader = new EventReader(connection, List.of(Topic.SITES, Topic.ASSETS))) {
            for (EventReader.Received received : reader.readToEnd()) {
                if (!(received.decoded() instanceof Wire.Message message)) {
                    continue;
                }
                if (message.value() instanceof org.greenzone.schemas.Site wire && !SiteCodec.isRunning(wire)) {
                    sites.put(wire.getSiteId(), SiteCodec.fromWire(wire));
                } else if (message.value() instanceof org.greenzone.schemas.Asset wire) {
                    assets.put(wire.getObjectId(), AssetCodec.fromWire(wire));
                } else if (message.value() instanceof Progress promise) {
                    complete |= received.topic() == Topic.SITES
                            && promise.getSource().equals(ProgressWatermarks.SEED);
                }
            }
        }
        return new Contents(new ArrayList<>(sites.values()), new ArrayList<>(assets.values()), complete);
    }
}
