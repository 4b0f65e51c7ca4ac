package org.greenzone.formats;

import org.greenzone.testkit.SharedData;
import org.orekit.data.DataContext;
import org.orekit.data.DirectoryCrawler;
import org.orekit.data.LazyLoadedDataContext;

/** Orekit with a full data folder: its parsers of orbit and conjunction messages want planets, which ours does not need. */
public final class OrekitData {
    private OrekitData() {}

    public static DataContext context() {
        LazyLoadedDataContext context = new LazyLoadedDataContext();
        context.getDataProvidersManager()
                .addProvider(
                        new DirectoryCrawler(SharedData.require("orekit-data").toFile()));
        return context;
    }
}
