import {
  ProfileOutlined,
  ImportOutlined,
  SafetyCertificateOutlined,
  FieldTimeOutlined,
  CalendarOutlined,
  BarChartOutlined,
  AppstoreOutlined,
  AuditOutlined,
  BarsOutlined,
  BookOutlined,
  CarOutlined,
  CheckSquareOutlined,
  ClockCircleOutlined,
  DiffOutlined,
  TableOutlined,
  DashboardOutlined,
  ExperimentOutlined,
  FireOutlined,
  FileDoneOutlined,
  FileTextOutlined,
  FormOutlined,
  FunctionOutlined,
  GoldOutlined,
  HomeOutlined,
  InboxOutlined,
  KeyOutlined,
  LayoutOutlined,
  LineChartOutlined,
  MailOutlined,
  MedicineBoxOutlined,
  RiseOutlined,
  ScheduleOutlined,
  ShareAltOutlined,
  ShopOutlined,
  SwapOutlined,
  TeamOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import { NavLink } from "react-router";
import { paths } from "../paths.ts";
import { useMay, useMe } from "../session.tsx";
import type { Right } from "../session.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

type Name = keyof typeof words.zh.menu;

/** What may be opened, in the order of a sample's life. A line with several rights needs one of them. */
const lines: readonly {
  name: Name;
  link: string;
  icon: ReactNode;
  rights: readonly Right[] | null;
  isStart?: boolean;
  onlyStaff?: boolean;
}[] = [
  { name: "today", link: paths.today(), icon: <HomeOutlined />, rights: null, onlyStaff: true },
  { name: "portal", link: paths.portal(), icon: <ShopOutlined />, rights: ["portal.read"] },
  {
    name: "portalCertificates",
    link: paths.portalCertificates(),
    icon: <FileDoneOutlined />,
    rights: ["portal.read"],
  },
  {
    name: "portalCommissions",
    link: paths.portalCommissions(),
    icon: <FormOutlined />,
    rights: ["portal.commission"],
  },
  { name: "portalStaff", link: paths.portalStaff(), icon: <TeamOutlined />, rights: ["portal.staff"] },
  { name: "reception", link: paths.newOrder(), icon: <InboxOutlined />, rights: ["orders.register"], isStart: true },
  { name: "orders", link: paths.orders(), icon: <FileTextOutlined />, rights: ["orders.read"] },
  { name: "commissions", link: paths.commissions(), icon: <FormOutlined />, rights: ["orders.register"] },
  { name: "samplingSheets", link: paths.samplingSheets(), icon: <ImportOutlined />, rights: ["orders.register"] },
  {
    name: "samplingRules",
    link: paths.samplingRules(),
    icon: <ProfileOutlined />,
    rights: ["editions.draft", "limits.confirm"],
  },
  { name: "samples", link: paths.samples(), icon: <GoldOutlined />, rights: ["samples.read"] },
  { name: "handover", link: paths.handover(), icon: <SwapOutlined />, rights: ["storage.change"] },
  { name: "storage", link: paths.storage(), icon: <AppstoreOutlined />, rights: ["containers.move"] },
  { name: "transfers", link: paths.transfers(), icon: <CarOutlined />, rights: ["transfers.send"] },
  {
    name: "retention",
    link: paths.retention(),
    icon: <ClockCircleOutlined />,
    rights: ["retention.hold", "retention.dispose"],
  },
  { name: "work", link: paths.work(), icon: <ScheduleOutlined />, rights: ["work.read"], isStart: true },
  { name: "workload", link: paths.workload(), icon: <BarChartOutlined />, rights: ["work.assign", "people.qualify"] },
  {
    name: "qualifications",
    link: paths.qualifications(),
    icon: <SafetyCertificateOutlined />,
    rights: ["work.assign", "people.qualify"],
  },
  {
    name: "partners",
    link: paths.partners(),
    icon: <ShareAltOutlined />,
    rights: ["partners.change", "subcontracts.change"],
  },
  { name: "shift", link: paths.shift(), icon: <FieldTimeOutlined />, rights: ["shifts.note"] },
  { name: "bench", link: paths.benches(), icon: <DashboardOutlined />, rights: ["bench.use"] },
  { name: "equipment", link: paths.equipment(), icon: <FireOutlined />, rights: ["bench.use", "instruments.change"] },
  {
    name: "waiting",
    link: paths.waiting(),
    icon: <AuditOutlined />,
    rights: ["results.check", "results.review", "certificates.approve"],
  },
  { name: "sheets", link: paths.sheets(), icon: <BarsOutlined />, rights: ["sheets.change"] },
  { name: "pcr", link: paths.pcr(), icon: <TableOutlined />, rights: ["bench.use"] },
  { name: "curves", link: paths.curves(), icon: <RiseOutlined />, rights: ["bench.use"] },
  { name: "controls", link: paths.controls(), icon: <LineChartOutlined />, rights: ["results.read"] },
  { name: "certificates", link: paths.certificates(), icon: <FileDoneOutlined />, rights: ["certificates.read"] },
  {
    name: "certificateForm",
    link: paths.certificateForm(),
    icon: <LayoutOutlined />,
    rights: ["laboratory.confirm"],
  },
  {
    name: "instruments",
    link: paths.instruments(),
    icon: <ExperimentOutlined />,
    rights: ["instruments.read"],
    isStart: true,
  },
  {
    name: "materials",
    link: paths.materials(),
    icon: <MedicineBoxOutlined />,
    rights: ["bench.use", "materials.change"],
  },
  { name: "judging", link: paths.judging(), icon: <CheckSquareOutlined />, rights: ["catalogue.read"] },
  { name: "limits", link: paths.limits(), icon: <BookOutlined />, rights: ["catalogue.read"] },
  { name: "editions", link: paths.editions(), icon: <DiffOutlined />, rights: ["editions.draft", "editions.publish"] },
  { name: "methods", link: paths.methods(), icon: <FunctionOutlined />, rights: ["catalogue.read"] },
  { name: "signingKeys", link: paths.signingKeys(), icon: <KeyOutlined />, rights: ["laboratory.change"] },
  { name: "house", link: paths.house(), icon: <CalendarOutlined />, rights: ["laboratory.confirm"] },
  { name: "people", link: paths.people(), icon: <TeamOutlined />, rights: ["people.manage"], isStart: true },
  { name: "mail", link: paths.mail(), icon: <MailOutlined />, rights: ["people.manage"] },
];

/** The menu: only what this person may use. */
export function SideMenu() {
  const { menu } = useWords(words);
  const may = useMay();
  const isEnterprise = useMe().enterprise !== null;
  return (
    <nav className="side-menu">
      {lines
        .filter(({ rights, onlyStaff }) => (!rights || rights.some(may)) && !(onlyStaff && isEnterprise))
        .map((line) => (
          <NavLink
            key={line.name}
            to={line.link}
            end={
              line.link === paths.today() ||
              line.link === paths.portal() ||
              line.link === paths.orders() ||
              line.link === paths.newOrder()
            }
            className={line.isStart ? "menu-line menu-start" : "menu-line"}
          >
            <span className="menu-icon">{line.icon}</span>
            <span>{menu[line.name]}</span>
          </NavLink>
        ))}
    </nav>
  );
}
