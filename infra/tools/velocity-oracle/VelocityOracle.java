import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.apache.velocity.app.event.EventCartridge;
import org.apache.velocity.app.event.InvalidReferenceEventHandler;
import org.apache.velocity.context.Context;
import org.apache.velocity.exception.ParseErrorException;
import org.apache.velocity.exception.TemplateInitException;
import org.apache.velocity.exception.VelocityException;
import org.apache.velocity.runtime.parser.ParseException;
import org.apache.velocity.util.introspection.Info;

/**
 * Renders one template per line of standard input (UTF-8 in base64) with Apache Velocity 1.7, each with a fresh engine and an empty
 * context: `stock` as it comes, `tuned` as the recordings of API Gateway suggest (see VelocityOracle.tuned). One line of output each:
 * both outcomes, apart by a blank, as `text:<base64>`, `parse:<line>:<column>` or `evaluation:-`.
 */
public final class VelocityOracle {
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String template = new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
      out.println(render(stock(), new VelocityContext(), template) + " " + render(tuned(), emptyForNull(), template));
    }
  }

  private static VelocityEngine stock() {
    VelocityEngine engine = new VelocityEngine();
    engine.setProperty("runtime.log.logsystem.class", "org.apache.velocity.runtime.log.NullLogChute");
    engine.setProperty("velocimacro.library", "");
    return engine;
  }

  /** Null references become empty texts, inline macros are off, loops end after 1,000 rounds, reflection is closed. */
  private static VelocityEngine tuned() {
    VelocityEngine engine = stock();
    engine.setProperty("velocimacro.permissions.allow.inline", "false");
    engine.setProperty("directive.foreach.maxloops", "1000");
    engine.setProperty("runtime.introspector.uberspect", "org.apache.velocity.util.introspection.SecureUberspector");
    return engine;
  }

  private static Context emptyForNull() {
    Context context = new VelocityContext();
    EventCartridge cartridge = new EventCartridge();
    cartridge.addEventHandler(new EmptyForNull());
    cartridge.attachToContext(context);
    return context;
  }

  private static String render(VelocityEngine engine, Context context, String template) {
    try {
      StringWriter writer = new StringWriter();
      engine.init();
      engine.evaluate(context, writer, "template", template);
      return "text:" + Base64.getEncoder().encodeToString(writer.toString().getBytes(StandardCharsets.UTF_8));
    } catch (ParseErrorException error) {
      return "parse:" + error.getLineNumber() + ":" + error.getColumnNumber();
    } catch (TemplateInitException error) {
      return "parse:" + error.getLineNumber() + ":" + error.getColumnNumber();
    } catch (VelocityException error) {
      return error.getCause() instanceof ParseException ? "parse:-1:-1" : "evaluation:-";
    } catch (RuntimeException error) {
      return "evaluation:-";
    }
  }

  public static final class EmptyForNull implements InvalidReferenceEventHandler {
    @Override
    public Object invalidGetMethod(Context context, String reference, Object object, String property, Info info) {
      return "";
    }

    @Override
    public boolean invalidSetMethod(Context context, String left, String right, Info info) {
      return false;
    }

    @Override
    public Object invalidMethod(Context context, String reference, Object object, String method, Info info) {
      return "";
    }
  }
}
