package org.greenzone.formats.gp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.formats.FileFormat;
import org.greenzone.formats.FormatDetector;
import org.greenzone.formats.InputFiles;
import org.greenzone.formats.Problems;
import org.greenzone.formats.ReadResult;

/** Element sets out of any file that holds them: TLE, 3LE, OMM as KVN, XML, JSON or CSV, gzipped or not. */
public final class GpFiles {
    private GpFiles() {}

    public static ReadResult<ElementSet> read(Path path) {
        return InputFiles.read(path, GpFiles::read);
    }

    /** Reads uncompressed content. */
    public static List<ElementSet> read(InputStream content, Problems problems) throws IOException {
        InputStream marked = content.markSupported() ? content : new BufferedInputStream(content);
        FileFormat format = FormatDetector.detect(marked);
        return switch (format) {
            case TLE -> TleReader.read(marked, problems);
            case OMM_KVN, OMM_XML -> OmmReader.readNdm(marked, problems);
            case OMM_JSON -> OmmReader.readJson(marked, problems);
            case OMM_CSV -> OmmReader.readCsv(marked, problems);
            default -> {
                problems.error(
                        0, "", format.refusal("no element sets", "give TLE, 3LE, or OMM as KVN, XML, JSON, CSV"));
                yield List.of();
            }
        };
    }
}
