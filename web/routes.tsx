import { createBrowserRouter } from "react-router";
import { Dressed } from "./dressed.tsx";
import { paths } from "./paths.ts";
import { Opening } from "./ui/opening.tsx";
import { RouteTrouble } from "./desk/route-trouble.tsx";

/** Every page by its address; each is fetched when it is first opened. */
export const router = createBrowserRouter([
  {
    element: <Dressed />,
    errorElement: <RouteTrouble />,
    hydrateFallbackElement: <Opening />,
    children: [
      {
        path: paths.verify(),
        lazy: async () => ({ Component: (await import("./certificates/verify-page.tsx")).VerifyPage }),
      },
      {
        lazy: async () => ({ Component: (await import("./desk/frame.tsx")).GatedFrame }),
        children: [
          { path: paths.today(), lazy: async () => ({ Component: (await import("./desk/today-page.tsx")).TodayPage }) },
          {
            path: paths.account(),
            lazy: async () => ({ Component: (await import("./desk/account-page.tsx")).AccountPage }),
          },
          {
            path: paths.orders(),
            lazy: async () => ({ Component: (await import("./orders/orders-page.tsx")).OrdersPage }),
          },
          {
            path: paths.newOrder(),
            lazy: async () => ({ Component: (await import("./orders/reception-page.tsx")).ReceptionPage }),
          },
          {
            path: paths.order(":number"),
            lazy: async () => ({ Component: (await import("./orders/order-page.tsx")).OrderPage }),
          },
          {
            path: paths.samples(),
            lazy: async () => ({ Component: (await import("./samples/samples-page.tsx")).SamplesPage }),
          },
          {
            path: paths.sample(":number"),
            lazy: async () => ({ Component: (await import("./samples/sample-page.tsx")).SamplePage }),
          },
          {
            path: paths.container(":number"),
            lazy: async () => ({ Component: (await import("./samples/container-page.tsx")).ContainerPage }),
          },
          {
            path: paths.storage(),
            lazy: async () => ({ Component: (await import("./samples/storage-page.tsx")).StoragePage }),
          },
          {
            path: paths.place(":number"),
            lazy: async () => ({ Component: (await import("./samples/place-page.tsx")).PlacePage }),
          },
          {
            path: paths.handover(),
            lazy: async () => ({ Component: (await import("./samples/handover-page.tsx")).HandoverPage }),
          },
          {
            path: paths.transfers(),
            lazy: async () => ({ Component: (await import("./samples/transfers-page.tsx")).TransfersPage }),
          },
          {
            path: paths.transfer(":number"),
            lazy: async () => ({ Component: (await import("./samples/transfer-page.tsx")).TransferPage }),
          },
          {
            path: paths.retention(),
            lazy: async () => ({ Component: (await import("./samples/retention-page.tsx")).RetentionPage }),
          },
          {
            path: paths.samplingSheets(),
            lazy: async () => ({ Component: (await import("./orders/sheets-page.tsx")).SheetsPage }),
          },
          {
            path: paths.samplingRules(),
            lazy: async () => ({ Component: (await import("./orders/sampling-rules-page.tsx")).SamplingRulesPage }),
          },
          {
            path: paths.labelDesigns(),
            lazy: async () => ({
              Component: (await import("./samples/label-designs-page.tsx")).LabelDesignsPage,
            }),
          },
          { path: paths.work(), lazy: async () => ({ Component: (await import("./work/work-page.tsx")).WorkPage }) },
          {
            path: paths.qualifications(),
            lazy: async () => ({ Component: (await import("./work/qualifications-page.tsx")).QualificationsPage }),
          },
          {
            path: paths.partners(),
            lazy: async () => ({ Component: (await import("./orders/partners-page.tsx")).PartnersPage }),
          },
          {
            path: paths.workload(),
            lazy: async () => ({ Component: (await import("./work/workload-page.tsx")).WorkloadPage }),
          },
          {
            path: paths.shift(),
            lazy: async () => ({ Component: (await import("./work/shift-page.tsx")).ShiftPage }),
          },
          {
            path: paths.house(),
            lazy: async () => ({ Component: (await import("./work/house-page.tsx")).HousePage }),
          },
          {
            path: paths.benches(),
            lazy: async () => ({ Component: (await import("./readings/benches-page.tsx")).BenchesPage }),
          },
          {
            path: paths.bench(":taskId"),
            lazy: async () => ({ Component: (await import("./readings/bench-page.tsx")).BenchPage }),
          },
          {
            path: paths.equipment(),
            lazy: async () => ({ Component: (await import("./readings/equipment-page.tsx")).EquipmentPage }),
          },
          {
            path: paths.curves(),
            lazy: async () => ({ Component: (await import("./results/curves-page.tsx")).CurvesPage }),
          },
          {
            path: paths.sheets(),
            lazy: async () => ({ Component: (await import("./sheets/sheets-page.tsx")).SheetsPage }),
          },
          {
            path: paths.sheet(":id"),
            lazy: async () => ({ Component: (await import("./sheets/sheet-page.tsx")).SheetPage }),
          },
          {
            path: paths.waiting(),
            lazy: async () => ({ Component: (await import("./results/desk-page.tsx")).DeskPage }),
          },
          {
            path: paths.desk(":number"),
            lazy: async () => ({ Component: (await import("./results/desk-page.tsx")).DeskPage }),
          },
          {
            path: paths.certificates(),
            lazy: async () => ({ Component: (await import("./certificates/certificates-page.tsx")).CertificatesPage }),
          },
          {
            path: paths.certificate(":number"),
            lazy: async () => ({ Component: (await import("./certificates/certificate-page.tsx")).CertificatePage }),
          },
          {
            path: paths.signingKeys(),
            lazy: async () => ({ Component: (await import("./certificates/keys-page.tsx")).KeysPage }),
          },
          {
            path: paths.certificateForm(),
            lazy: async () => ({ Component: (await import("./certificates/form-page.tsx")).FormPage }),
          },
          {
            path: paths.portal(),
            lazy: async () => ({ Component: (await import("./portal/orders-page.tsx")).PortalOrdersPage }),
          },
          {
            path: paths.commissions(),
            lazy: async () => ({ Component: (await import("./orders/commissions-page.tsx")).LabCommissionsPage }),
          },
          {
            path: paths.commission(":number"),
            lazy: async () => ({ Component: (await import("./orders/commission-page.tsx")).LabCommissionPage }),
          },
          {
            path: paths.portalCommissions(),
            lazy: async () => ({ Component: (await import("./portal/commissions-page.tsx")).CommissionsPage }),
          },
          {
            path: paths.newCommission(),
            lazy: async () => ({ Component: (await import("./portal/commission-page.tsx")).CommissionPage }),
          },
          {
            path: paths.portalCommission(":number"),
            lazy: async () => ({ Component: (await import("./portal/my-commission-page.tsx")).MyCommissionPage }),
          },
          {
            path: paths.portalStaff(),
            lazy: async () => ({ Component: (await import("./portal/staff-page.tsx")).StaffPage }),
          },
          {
            path: paths.portalCertificates(),
            lazy: async () => ({
              Component: (await import("./portal/certificates-page.tsx")).PortalCertificatesPage,
            }),
          },
          {
            path: paths.instruments(),
            lazy: async () => ({ Component: (await import("./metrology/instruments-page.tsx")).InstrumentsPage }),
          },
          {
            path: paths.controls(),
            lazy: async () => ({ Component: (await import("./results/controls-page.tsx")).ControlsPage }),
          },
          {
            path: paths.plan(),
            lazy: async () => ({ Component: (await import("./metrology/plan-page.tsx")).PlanPage }),
          },
          {
            path: paths.impact(":verificationId"),
            lazy: async () => ({ Component: (await import("./metrology/impact-page.tsx")).ImpactPage }),
          },
          {
            path: paths.gateways(),
            lazy: async () => ({ Component: (await import("./metrology/gateways-page.tsx")).GatewaysPage }),
          },
          {
            path: paths.instrument(":number"),
            lazy: async () => ({ Component: (await import("./metrology/instrument-page.tsx")).InstrumentPage }),
          },
          {
            path: paths.limits(),
            lazy: async () => ({ Component: (await import("./catalogue/limits-page.tsx")).LimitsPage }),
          },
          {
            path: paths.result(":id"),
            lazy: async () => ({ Component: (await import("./results/result-page.tsx")).ResultPage }),
          },
          {
            path: paths.pcr(),
            lazy: async () => ({ Component: (await import("./results/pcr-page.tsx")).PcrPage }),
          },
          {
            path: paths.pcrRun(":id"),
            lazy: async () => ({ Component: (await import("./results/pcr-run-page.tsx")).PcrRunPage }),
          },
          {
            path: paths.materials(),
            lazy: async () => ({ Component: (await import("./metrology/materials-page.tsx")).MaterialsPage }),
          },
          {
            path: paths.judging(),
            lazy: async () => ({ Component: (await import("./results/judging-page.tsx")).JudgingPage }),
          },
          {
            path: paths.compare(),
            lazy: async () => ({ Component: (await import("./catalogue/compare-page.tsx")).ComparePage }),
          },
          {
            path: paths.editions(),
            lazy: async () => ({ Component: (await import("./catalogue/editions-page.tsx")).EditionsPage }),
          },
          {
            path: paths.edition(":id"),
            lazy: async () => ({ Component: (await import("./catalogue/edition-page.tsx")).EditionPage }),
          },
          {
            path: paths.methods(),
            lazy: async () => ({ Component: (await import("./catalogue/methods-page.tsx")).MethodsPage }),
          },
          {
            path: paths.notices(),
            lazy: async () => ({ Component: (await import("./notices/notices-page.tsx")).NoticesPage }),
          },
          { path: paths.mail(), lazy: async () => ({ Component: (await import("./notices/mail-page.tsx")).MailPage }) },
          {
            path: paths.people(),
            lazy: async () => ({ Component: (await import("./people/people-page.tsx")).PeoplePage }),
          },
          { path: "*", lazy: async () => ({ Component: (await import("./desk/not-found-page.tsx")).NotFoundPage }) },
        ],
      },
    ],
  },
]);
