import { Segmented } from "antd";
import { setPreferences, usePreferences } from "../preferences.ts";
import { MySignature } from "../certificates/my-signature.tsx";
import { useMay, useMe } from "../session.tsx";
import { Facts, Page, Panel } from "../ui/page.tsx";
import { useWords } from "../words.ts";
import { ChangePasswordForm } from "./change-password-form.tsx";
import { EmailForm } from "./email-form.tsx";
import { words } from "./words.ts";

/** Who I am here, my password, my language and light. */
export function AccountPage() {
  const t = useWords(words);
  const known = useMe();
  const may = useMay();
  const { language, shade } = usePreferences();
  return (
    <Page title={t.account}>
      <div className="columns">
        <Panel>
          <Facts
            of={[
              [t.who, known.name],
              [t.loginName, known.login],
              [t.whichRoles, known.roles.map((role) => t.roles[role]).join("、")],
              [t.laboratory, known.laboratory?.name],
              [t.enterprise, known.enterprise?.name],
            ]}
          />
          <div className="stack above">
            <div className="field">
              <span>{t.language}</span>
              <div>
                <Segmented
                  options={[
                    { label: "中文", value: "zh" },
                    { label: "English", value: "en" },
                  ]}
                  value={language}
                  onChange={(value) => setPreferences({ language: value === "en" ? "en" : "zh" })}
                />
              </div>
            </div>
            <div className="field">
              <span>{t.shade}</span>
              <div>
                <Segmented
                  options={[
                    { label: t.light, value: "light" },
                    { label: t.dark, value: "dark" },
                  ]}
                  value={shade}
                  onChange={(value) => setPreferences({ shade: value === "dark" ? "dark" : "light" })}
                />
              </div>
            </div>
          </div>
        </Panel>
        <Panel title={t.myEmail}>
          <EmailForm />
        </Panel>
        {may("certificates.read") ? <MySignature /> : null}
        <Panel title={t.changePassword}>
          <ChangePasswordForm />
        </Panel>
      </div>
    </Page>
  );
}
