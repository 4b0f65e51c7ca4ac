package org.greenzone.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version in the manifest of our jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version =
                Objects.requireNonNullElse(Greenzone.class.getPackage().getImplementationVersion(), "(not packaged)");
        return new String[] {"greenzone " + version};
    }
}
