package org.greenzone.formats;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.formats.cpf.CpfReader;
import org.greenzone.formats.oem.OemEphemeris;
import org.greenzone.formats.oem.OemReader;
import org.greenzone.formats.sp3.Sp3Reader;

/** Ephemerides out of any file that holds them: OEM as KVN or XML, CPF, SP3; gzipped or not. */
public final class EphemerisFiles {
    private final PhysicalData physics;

    public EphemerisFiles(PhysicalData physics) {
        this.physics = physics;
    }

    public ReadResult<OemEphemeris> read(Path path) {
        return InputFiles.read(path, this::read);
    }

    /** Reads uncompressed content. */
    public List<OemEphemeris> read(InputStream content, Problems problems) throws IOException {
        InputStream marked = content.markSupported() ? content : new BufferedInputStream(content);
        FileFormat format = FormatDetector.detect(marked);
        return switch (format) {
            case OEM -> new OemReader(physics).read(marked, problems);
            case CPF -> new CpfReader(physics).read(marked, problems);
            case SP3 -> new Sp3Reader(physics).read(marked, problems);
            default -> {
                problems.error(0, "", format.refusal("no ephemeris", "give OEM (KVN or XML), CPF or SP3"));
                yield List.of();
            }
        };
    }
}
