import { config } from "zod";

// A page may not make code from text (content security policy); zod would otherwise try as soon as a schema is made, so
// this module comes before every other.
config({ jitless: true });
