import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/** veraPDF's library on files: `Validate FLAVOUR,… FILE…` (3a, ua1, …) prints `[{file, flavour, compliant, checks, failures: [{clause, test, message, context}]}]`. */
public class Validate {
  public static void main(String[] args) throws Exception {
    LogManager.getLogManager().reset();
    Logger.getLogger("").setLevel(Level.OFF);
    VeraGreenfieldFoundryProvider.initialise();
    ObjectMapper json = new ObjectMapper();
    ArrayNode all = json.createArrayNode();
    for (int at = 1; at < args.length; at++) {
      for (String flavour : args[0].split(",")) validate(new File(args[at]), flavour, all.addObject());
    }
    System.out.println(json.writeValueAsString(all));
  }

  private static void validate(File file, String id, ObjectNode one) throws Exception {
    PDFAFlavour flavour = PDFAFlavour.byFlavourId(id);
    if (flavour == PDFAFlavour.NO_FLAVOUR) throw new IllegalArgumentException("no such flavour: " + id);
    try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      ValidationResult result = validator.validate(parser);
      one.put("file", file.getPath()).put("flavour", id).put("compliant", result.isCompliant()).put("checks", result.getTotalAssertions());
      ArrayNode failures = one.putArray("failures");
      for (TestAssertion failed : result.getTestAssertions()) {
        RuleId rule = failed.getRuleId();
        failures.addObject()
            .put("clause", rule.getClause())
            .put("test", rule.getTestNumber())
            .put("message", failed.getMessage())
            .put("context", failed.getLocation().getContext());
      }
    }
  }
}
