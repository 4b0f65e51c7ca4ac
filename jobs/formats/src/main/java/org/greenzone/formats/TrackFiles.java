package org.greenzone.formats;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Track;
import org.greenzone.formats.crd.CrdReader;
import org.greenzone.formats.leolabs.LeoLabsReader;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.formats.tdm.TdmOptions;
import org.greenzone.formats.tdm.TdmReader;

/** Tracks out of any file that holds them: TDM as KVN or XML, LeoLabs JSON, CRD; gzipped or not. */
public final class TrackFiles {
    private final TdmReader tdm;
    private final LeoLabsReader leoLabs;
    private final CrdReader crd;

    public TrackFiles(SiteCatalogue sites, PhysicalData physics, TdmOptions options) {
        this.tdm = new TdmReader(sites, physics, options);
        this.leoLabs = new LeoLabsReader(sites);
        this.crd = new CrdReader(sites);
    }

    public ReadResult<Track> read(Path path) {
        return InputFiles.read(path, this::read);
    }

    /** Reads uncompressed content. */
    public List<Track> read(InputStream content, Problems problems) throws IOException {
        InputStream marked = content.markSupported() ? content : new BufferedInputStream(content);
        FileFormat format = FormatDetector.detect(marked);
        return switch (format) {
            case TDM -> tdm.read(marked, problems);
            case LEOLABS_MEASUREMENTS -> leoLabs.read(marked, problems);
            case CRD -> crd.read(marked, problems);
            default -> {
                problems.error(0, "", format.refusal("no tracks", "give TDM (KVN or XML), LeoLabs JSON or CRD"));
                yield List.of();
            }
        };
    }
}
